SELECT activity_derive() AS changed
