#!/bin/sh
# Checks a shipped report with mistakes in it and says what the exit status means.
set -u
echo '$ ./rcheck --ticks fixtures/demo.txt'
./rcheck --ticks fixtures/demo.txt
status=$?
echo
case $status in
0) echo "exit status 0: nothing found" ;;
1) echo "exit status 1: the report holds figures that cannot be true together" ;;
*) echo "exit status $status: the job could not be done"; exit 1 ;;
esac
