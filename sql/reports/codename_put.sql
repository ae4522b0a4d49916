SELECT codename_put()
