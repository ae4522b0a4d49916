SELECT team_put()
