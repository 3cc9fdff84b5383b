# Nightdesk starts every agent through this program, so that the agent outlives the gateway.
#
#   sh launcher.sh detach <folder> <umask>|inherited <program> [argument]…
#
#   detach   leaves the gateway's process session, then becomes
#   hold     which claims the incarnation, feeds the agent from in.jsonl, waits for its end and
#            writes the exit code; it starts
#   agent    which writes down who is who, then becomes the agent
#
# Its own exit codes: 69 cannot leave the session · 73 cannot write · 75 claimed by another launcher.
# For sh on Linux and macOS. Tests set NIGHTDESK_FAIL_POINT to the place where it is to be killed.

set -fu

reach() {
  [ "${NIGHTDESK_FAIL_POINT:-}" != "$1" ] || kill -s KILL $$
}

# Signals that the gateway ignores stay ignored in all it starts, and a shell cannot undo that.
detach() {
  if env --default-signal=INT true 2>/dev/null && command -v setsid >/dev/null; then
    exec setsid env --default-signal=INT,QUIT,HUP,TERM sh "$0" hold "$@"
  elif command -v perl >/dev/null; then
    exec perl -MPOSIX -e '$SIG{$_} = "DEFAULT" for qw(INT QUIT HUP TERM); POSIX::setsid(); exec @ARGV' \
      sh "$0" hold "$@"
  elif command -v setsid >/dev/null; then
    exec setsid sh "$0" hold "$@"
  fi
  echo "neither setsid nor perl is on the PATH: install one of them" >&2
  exit 69
}

# When process $1 was started, in the system's own words: unlike a date it never moves with the clock.
started() {
  if [ -r "/proc/$1/stat" ]; then
    IFS= read -r stat <"/proc/$1/stat"
    # The name, in parentheses, may hold anything. Behind it the 20th word is field 22.
    set -- ${stat##*) }
    printf '%s\n' "${20}"
  else
    LC_ALL=C TZ=UTC0 ps -o lstart= -p "$1"
  fi
}

boot() {
  if [ -r /proc/sys/kernel/random/boot_id ]; then
    read -r id </proc/sys/kernel/random/boot_id
    printf '%s\n' "$id"
  else
    sysctl -n kern.bootsessionuuid
  fi
}

# Writes file $1 so that whoever reads it finds all of it or nothing.
write() {
  printf '%s\n' "$2" >"$folder/$1.tmp" && mv -f "$folder/$1.tmp" "$folder/$1"
}

# Nothing was started yet, so that another launcher may try again.
give_up() {
  rm -f "$folder/pids" "$folder/pids.tmp" "$folder/stdin"
  rmdir "$folder/claim"
  exit 73
}

hold() {
  folder=$1 mask=$2
  shift 2
  [ "$mask" != inherited ] || mask=$(umask)
  umask 077
  reach LAUNCHER_BEGUN
  if ! mkdir "$folder/claim" 2>/dev/null; then
    [ ! -d "$folder/claim" ] || exit 75
    echo "cannot write in $folder" >&2
    exit 73
  fi
  # A signal for the whole group ends the agent; the launcher stays to write down how it ended.
  trap : TERM INT HUP
  reach LAUNCHER_CLAIMED
  who="boot $(boot)
launcher $$ $(started $$)"
  write pids "$who" || give_up
  reach LAUNCHER_NAMED

  # Opened for both first: opening one end of a pipe waits for the other, and that one may be dead.
  rm -f "$folder/stdin"
  mkfifo "$folder/stdin" || give_up
  exec 3<>"$folder/stdin" 4>"$folder/stdin" 5<"$folder/stdin" 3>&-
  rm -f "$folder/stdin"
  reach LAUNCHER_PIPE_MADE

  tail -n +1 -f "$folder/in.jsonl" >&4 4>&- 5<&- 2>/dev/null &
  tail=$!
  who="$who
tail $tail $(started $tail)"
  reach LAUNCHER_TAIL_STARTED

  # We hold the agent's input open: should the tail die, an end of input would count as a denial of
  # whatever the agent has asked. The gateway sees that nobody feeds it, and ends it.
  # In the foreground: what a shell starts in the background ignores SIGINT for ever.
  sh "$0" agent "$folder" "$mask" "$who" "$@" <&5 4>&- 5<&-
  code=$?

  exec 4>&- 5<&-
  kill "$tail" 2>/dev/null
  wait "$tail" 2>/dev/null
  reach LAUNCHER_AGENT_ENDED
  write exit "$code"
  reach LAUNCHER_EXIT_WRITTEN
}

agent() {
  folder=$1 mask=$2 who=$3
  shift 3
  reach LAUNCHER_AGENT_BEGUN
  write pids "$who
agent $$ $(started $$)" || exit 73
  reach LAUNCHER_PIDS_WRITTEN
  unset NIGHTDESK_FAIL_POINT
  exec >>"$folder/out.jsonl" 2>>"$folder/err.log"
  umask "$mask"
  exec "$@"
}

phase=$1
shift
"$phase" "$@"
