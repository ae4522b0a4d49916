"""A peer of the bench: the rules of all checks in pandas and numpy, over the exports.
    pandas_checks.py FOLDER DAY
Prints JSON: seconds of reading and of making activities, each rule's findings and seconds,
and the peak memory in MiB. It knows the generated organisation's settings and shape."""
import json
import resource
import sys
import time
import warnings

from pandas_org import Org
from pandas_rules import RULES

warnings.filterwarnings('ignore')
began = time.monotonic()
org = Org(*sys.argv[1:3])
read = time.monotonic()
org.prepare()
answer = {'read': read - began, 'prepare': time.monotonic() - read, 'rules': {}}
for check, rule in RULES.items():
    began = time.monotonic()
    answer['rules'][check] = {'findings': rule(org), 'seconds': time.monotonic() - began}
answer['memory'] = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024
print(json.dumps(answer))
