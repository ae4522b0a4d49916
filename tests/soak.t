#!/bin/bash
# A few of the nights that `make soak` has three hundred of.
exec /usr/bin/python3 "$(dirname "$0")/soak.py" --nights 7 --thin 12 --build "${BUILD:-build}"
