SELECT ritual_put()
