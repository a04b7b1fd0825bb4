export PYTHONDONTWRITEBYTECODE=1 PYTHONPATH=tests
bench/guest/trace.py > /tmp/trace; for f in 32; do :; done
cat /tmp/trace
bench/guest/uevents.py
bench/guest/reads.py 3
