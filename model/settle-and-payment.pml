/*
 * One order on its way through JetStream, the bridge, two executions of the payment
 * function, the payments table and a gateway with idempotency keys. docs/model.md is the guide.
 *
 * Anything may end before each of its steps (`mayCrash`), any answer may be lost, and any process may
 * stand still for as long as it likes, so leases and ack_wait protect nothing here: a lease may end and
 * a message may be delivered again at any moment.
 *
 * Seeded mistakes: -DACK_BEFORE_PUBLISH -DMARKER_OUTSIDE_TRANSACTION -DFRESH_KEY -DNO_FENCE
 * -DNAK_FOR_DEAD_LETTER (with -DUNLIMITED_DELIVERIES: the same nak under max_deliver -1).
 */
mtype = { absent, pending, unknown, charged };   /* status of the row */
mtype = { ready, delivered, settled, forgotten }; /* fate of the message at the server */
mtype = { none, ok, okWithoutEvents, later, rejected }; /* what an invocation returned */

/* JetStream. */
mtype message = ready;
bool published, deadLettered;
bit naks;

/* The payments table: one row. */
mtype row = absent;
bit key;
bool events;
/* Instead of a fence that counts without end: is the row as this execution last read or wrote it? */
bool current[2];

/* The gateway, by key: a request on its way, and a charge that was made. */
bool sent[2], used[2];
byte charges;

/* Invocations. */
bool poison, busy[2];
bool awaited[2]; /* a bridge that gave up or crashed awaits nothing: the answer finds nobody */
mtype answer = none;

inline mayCrash() { if :: skip :: goto crashed fi }

#ifdef NO_FENCE
#define UNCHANGED true
#else
#define UNCHANGED current[me]
#endif

inline wrote() { current[0] = false; current[1] = false; current[me] = true }

inline finish(result) {
  atomic {
    if
    :: awaited[me] -> answer = result; awaited[me] = false
    :: else
    fi;
    busy[me] = false; current[me] = false; myKey = 0
  }
}

active [2] proctype Execution() {
  bit me = _pid;
  bit myKey;

end:
  busy[me];
find:
  atomic {
    mayCrash();
    if
    :: poison -> finish(rejected); goto end
    :: else
    fi;
    current[me] = true;
    myKey = key;
    if
    :: row == absent -> goto create
    :: row == pending || row == unknown -> goto lease
    :: row == charged && events -> finish(ok); goto end
    :: row == charged && !events -> finish(okWithoutEvents); goto end
    fi
  };

create: /* attribute_not_exists */
  atomic {
    mayCrash();
    if
    :: row == absent -> row = pending; wrote()
    :: else -> goto find
    fi
  };
  goto charge;

lease:
  atomic {
    mayCrash();
    if
    :: UNCHANGED ->
#ifdef FRESH_KEY
      if
      :: row == unknown -> key = 1; myKey = 1
      :: else
      fi;
#endif
      wrote()
    :: else -> goto find
      :: true -> finish(later); goto end /* another has it */
    fi
  };
  atomic {
    mayCrash();
    if
    :: charges > 0 -> goto conclude
    :: goto charge /* none, or the gateway's search does not show it yet */
    fi
  };

charge:
  atomic { mayCrash(); sent[myKey] = true };
  atomic {
    mayCrash();
    if
    :: used[myKey] -> goto conclude
    :: skip /* refused, or no answer in time: it may still be executed */
    fi
  };
  atomic {
    mayCrash();
    if
    :: UNCHANGED -> row = unknown; wrote(); finish(later); goto end
    :: else -> goto find
    fi
  };

conclude:
  atomic {
    mayCrash();
    if
    :: UNCHANGED ->
      row = charged; wrote();
#ifndef MARKER_OUTSIDE_TRANSACTION
      events = true
#endif
    :: else -> goto find
    fi
  };
#ifdef MARKER_OUTSIDE_TRANSACTION
  atomic { mayCrash(); events = true };
#endif
  atomic { mayCrash(); finish(ok) };
  goto end;

crashed: /* FunctionError, or a timeout: the bridge invokes again */
  finish(later);
  goto end
}

inline invoke(e) {
  !busy[e] -> awaited[e] = true; busy[e] = true
}

inline settle() { message = settled } /* by sequence: a late ack settles a newer delivery */

active proctype Bridge() {
end:
  atomic { message == ready -> message = delivered };
held:
  atomic {
    if
    :: invoke(0)
    :: invoke(1)
    :: goto crashed
    fi
  };
  atomic {
    if
    :: answer == ok -> answer = none
    :: answer == okWithoutEvents -> answer = none; goto ack
    :: answer == later -> answer = none; goto held
    :: answer == rejected -> answer = none; goto deadLetter
    :: goto crashed
    fi
  };
#ifdef ACK_BEFORE_PUBLISH
  atomic { mayCrash(); settle() };
#endif
  atomic { mayCrash(); published = true };
ack:
  atomic { mayCrash(); settle() };
  goto end;

deadLetter:
  atomic {
    mayCrash();
    if
    :: deadLettered = true; goto ack
#ifndef NAK_FOR_DEAD_LETTER
    :: goto deadLetter /* the store is down: hold */
#else
#ifndef UNLIMITED_DELIVERIES
    :: message == delivered && naks == 1 -> message = forgotten; goto end /* max_deliver 2 */
    :: message == delivered && naks == 0 -> naks = 1; message = ready; goto end
#else
    :: message == delivered -> message = ready; goto end
#endif
#endif
    fi
  };

crashed: /* or gave up waiting; the next process knows nothing of it */
  atomic { awaited[0] = false; awaited[1] = false; answer = none };
  goto end
}

active proctype Server() {
end:
  do
  :: atomic { message == delivered -> message = ready } /* ack_wait has passed */
  od
}

active proctype Gateway() {
  if
  :: poison = true
  :: skip
  fi;
end:
  do
  :: atomic { sent[0] -> sent[0] = false; if :: !used[0] -> used[0] = true; charges++ :: else fi }
  :: atomic { sent[1] -> sent[1] = false; if :: !used[1] -> used[1] = true; charges++ :: else fi }
  :: sent[0] -> sent[0] = false /* 429, 503, a lost request: not executed */
  :: sent[1] -> sent[1] = false
  od
}

#define SAFE ((published && row == charged && events) || deadLettered)

ltl NoLostOrder { [] (message != forgotten && (message == settled -> SAFE)) }
ltl AtMostOneCharge { [] (charges <= 1) }
