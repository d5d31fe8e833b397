# shellcheck shell=bash
# Sourced. Runs suites one after another, adds up what each of them counted, and never stops at the first failure.
#
#   suite NAME COMMAND…   a command that executes tests and prints how many. None executed is a failure.
#   check NAME COMMAND…   a command that only says yes or no by its exit status; it counts as one.
#   finish                prints the table and, alone on the last line, `N passed, N failed`. Returns 1 if any failed.
#
# SUITES_LOGS names the folder that keeps each suite's output.

suites_passed=0
suites_failed=0
suites_rows=()

suite() {
  local name=$1
  shift
  suites_run "$name" "$@"

  local passed failed
  read -r passed failed < <(suites_counts "$suites_log")
  if ((passed + failed == 0)); then
    echo "failed: $name executed no test"
    failed=1
  elif ((suites_status != 0 && failed == 0)); then
    echo "failed: $name ended with status $suites_status although every test passed"
    failed=1
  fi
  suites_add "$name" "$passed" "$failed"
}

check() {
  local name=$1
  shift
  suites_run "$name" "$@"

  if ((suites_status == 0)); then
    suites_add "$name" 1 0
  else
    suites_add "$name" 0 1
  fi
}

finish() {
  printf '\n%8s %8s %8s  %s\n' passed failed seconds suite
  local row
  for row in "${suites_rows[@]}"; do
    printf '%8s %8s %8s  %s\n' "$(cut -f1 <<<"$row")" "$(cut -f2 <<<"$row")" "$(cut -f3 <<<"$row")" "$(cut -f4 <<<"$row")"
  done
  printf '%17s %8s  %s\n\n' '' "$SECONDS" 'in all'
  echo "$suites_passed passed, $suites_failed failed"
  ((suites_failed == 0))
}

# Runs a command with its output shown and kept; leaves `suites_status`, `suites_log` and `suites_seconds`.
suites_run() {
  local name=$1
  shift
  printf '\n=== %s\n' "$name"

  suites_log="$SUITES_LOGS/${name//[^A-Za-z0-9]/-}.log"
  local start=$SECONDS
  "$@" 2>&1 | tee "$suites_log"
  suites_status=${PIPESTATUS[0]}
  suites_seconds=$((SECONDS - start))
}

suites_add() {
  local name=$1 passed=$2 failed=$3
  ((suites_passed += passed, suites_failed += failed))
  suites_rows+=("$passed"$'\t'"$failed"$'\t'"$suites_seconds"$'\t'"$name")
  echo "--- $name: $passed passed, $failed failed, $suites_seconds s"
}

# Prints `PASSED FAILED` of a log: its own last line `N passed, N failed` if it has one, else the sum of what
# nextest and libtest report.
suites_counts() {
  awk '
    NF { last = $0 }
    # nextest:  Summary [ 0.1s] 5 tests run: 3 passed (1 slow), 1 failed, 1 timed out, 0 skipped
    # and       Summary [ 0.1s] 2/5 tests run: … when it was stopped early.
    / Summary \[/ && match($0, /[0-9\/]+ tests? run: [0-9]+ passed/) {
      split(substr($0, RSTART, RLENGTH), word, " ")
      total = word[1]
      sub(/.*\//, "", total)
      passed += word[4]
      failed += total - word[4]
    }
    # libtest:  test result: ok. 5 passed; 0 failed; 0 ignored; …
    /^test result: / && match($0, /[0-9]+ passed; [0-9]+ failed/) {
      split(substr($0, RSTART, RLENGTH), word, " ")
      passed += word[1]
      failed += word[3]
    }
    END {
      if (last ~ /^[0-9]+ passed, [0-9]+ failed$/) {
        split(last, word, " ")
        passed = word[1]
        failed = word[3]
      }
      print passed + 0, failed + 0
    }
  ' "$1"
}
