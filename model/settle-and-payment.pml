/*
 * One order on its way through JetStream, the bridge, two executions of the payment function, the
 * payments table and a gateway that charges in two steps. docs/model.md is the guide: it says which
 * code each label stands for.
 *
 * Anything may end at each crash point (`reached`), any answer may be lost, and any process may stand
 * still for as long as it likes, so leases and ack_wait protect nothing here: a lease may end and a
 * message may be delivered again at any moment. The gateway may forget a key at any moment, too.
 *
 * Seeded mistakes: -DACK_BEFORE_PUBLISH -DMARKER_OUTSIDE_TRANSACTION -DNAK_FOR_DEAD_LETTER
 * -DFRESH_KEY -DNO_FENCE -DUNCONDITIONAL_ID -DCONFIRM_GIVEN -DMONEY_BEFORE_IDENTITY
 * Not mistakes: -DUNLIMITED_DELIVERIES (max_deliver -1), -DKEYS_FOR_EVER (no key is forgotten).
 */
mtype = { absent, open, charged };                /* the row's status; open is PENDING or UNKNOWN */
mtype = { ready, delivered, settled, forgotten }; /* fate of the message at the server */
mtype = { none, ok, okWithoutEvents, later, rejected }; /* what an invocation returned */

/* JetStream. */
mtype message = ready;
bool published, deadLettered;
bit naks;

/* The payments table: one row. */
mtype row = absent;
byte identity; /* the gatewayChargeId; 0 is none */
bool events;
/* Instead of a fence that counts without end: is the row as this execution last read or wrote it? */
bool current[2];

/* The gateway. Its intents are 1 and 2; more are refused, because two suffice to charge twice. */
#define INTENTS 2
byte made;
bool succeeded[INTENTS + 1];
byte charges;
byte createKey, confirmKey; /* the intent that is saved under ORDER:charge, ORDER:charge:confirm */
/* What was ever sent may be executed at any later time, and often: others may have sent the same. */
bool creating, confirming[INTENTS + 1];

/* Invocations. */
bool poison, busy[2];
bool awaited[2]; /* a bridge that gave up or crashed awaits nothing: the answer finds nobody */
mtype answer = none;

/* Between the last effect and the next: the process may end here. The names are the code's. */
#define reached(...) printf("process %d: ", _pid); printf(#__VA_ARGS__); printf("\n"); \
  if :: skip :: printf("process %d ends here\n", _pid); goto crashed fi

#ifdef NO_FENCE
#define UNCHANGED true
#else
#define UNCHANGED current[me]
#endif
#ifdef MARKER_OUTSIDE_TRANSACTION
#define WITH_STATUS false
#else
#define WITH_STATUS true
#endif

/* Always the whole row, as PaymentStore does. */
inline write(status, id, stored) {
  row = status; identity = id; events = stored; printf("row: %e, intent %d\n", row, identity);
  current[0] = false; current[1] = false; current[me] = true
}

/* If the answer is lost, DynamoDB's client repeats the write, which its own first try now refuses. */
inline replace(condition, status, id, stored) {
  if
  :: condition -> write(status, id, stored); if :: skip :: goto read fi
  :: else -> goto read
  fi
}

inline finish(result) {
  atomic {
    if :: awaited[me] -> answer = result; awaited[me] = false :: else fi;
    busy[me] = false; current[me] = false; myId = 0
  }
}

/* A key that is saved answers as it did the first time. */
#define MAY_CREATE (createKey != 0 || made < INTENTS)
inline executeCreate() {
  if :: createKey == 0 -> made++; createKey = made; printf("gateway: makes intent %d\n", made) :: else fi
}

/* The key with another intent is refused; in the code as KEY_MISMATCH, for a person to look at. */
#define MAY_CONFIRM(id) (confirmKey == 0 || confirmKey == id)
inline executeConfirm(id) {
  confirmKey = id;
  if :: !succeeded[id] -> succeeded[id] = true; charges++; printf("gateway: charges intent %d\n", id) :: else fi
}

active [2] proctype Execution() {
  bit me = _pid;
  byte myId; /* of the charge: as the row was read, or as the gateway gave it */

end:
  busy[me];
read:
  atomic {
    reached(BEFORE_READ);
    if :: poison -> finish(rejected); goto end :: else fi;
    current[me] = true; myId = identity;
    printf("execution %d: reads %e, intent %d\n", me, row, myId);
    if
    :: row == absent -> goto pending
    :: row == open -> goto resume
    :: row == charged && events -> finish(ok); goto end
    :: row == charged && !events -> finish(okWithoutEvents); goto end
    fi
  };

pending:
  atomic { reached(AFTER_READ, BEFORE_CREATE); replace(row == absent, open, 0, false); goto create };

resume:
  atomic {
    reached(AFTER_READ, BEFORE_LEASE);
    if
    :: skip -> finish(later); goto end /* another has the lease */
    :: skip -> replace(UNCHANGED, open, myId, false) /* Leases.take */
    fi
  };

again:
  atomic {
    reached(AFTER_LEASE, BEFORE_RETRIEVE_CALL);
    if
    :: myId == 0 -> goto find
#ifdef FRESH_KEY
    :: myId != 0 && made < INTENTS -> made++; myId = made; confirmKey = 0; goto confirm
#else
    :: myId != 0 && !succeeded[myId] -> goto confirm
    :: myId != 0 && succeeded[myId] -> goto conclude
#endif
    :: myId != 0 -> goto unclear
    fi
  };

find: /* the search may be late: it shows no intent, one of several, or an old status */
  atomic {
    reached(BEFORE_FIND_CALL);
    if
    :: made >= 1 -> myId = 1; goto adopt
    :: made >= 2 -> myId = 2; goto adopt
    :: succeeded[1] -> myId = 1; goto conclude
    :: succeeded[2] -> myId = 2; goto conclude
    :: goto create
    :: goto unclear
    fi
  };

create:
  atomic {
    reached(AFTER_CREATE, AFTER_PENDING, AFTER_FIND_CALL, BEFORE_CREATE_CALL);
    if
    :: goto read /* the lease is over */
    :: creating = true;
      if
      :: MAY_CREATE -> executeCreate(); myId = createKey; printf("execution %d: has intent %d\n", me, myId)
      :: goto unclear
      fi
    fi
  };

adopt:
#ifndef MONEY_BEFORE_IDENTITY
  atomic {
    reached(AFTER_CREATE_CALL, AFTER_FIND_CALL, BEFORE_IDENTITY, BEFORE_LEASE);
#if defined(UNCONDITIONAL_ID)
    write(open, myId, false)
#elif defined(CONFIRM_GIVEN)
    if :: UNCHANGED -> write(open, myId, false) :: else fi
#else
    replace(UNCHANGED, open, myId, false)
#endif
  };
#endif

confirm:
  atomic {
    reached(AFTER_LEASE, AFTER_IDENTITY, AFTER_RETRIEVE_CALL, BEFORE_CONFIRM_CALL);
    if
    :: goto read /* the lease is over */
    :: confirming[myId] = true;
      if
      :: MAY_CONFIRM(myId) -> executeConfirm(myId); goto conclude
      :: goto unclear
      fi
    fi
  };

unclear: /* no answer, a refusal, or that another is at it: what was sent may still be executed */
  atomic {
    reached(AFTER_CREATE_CALL, AFTER_FIND_CALL, AFTER_RETRIEVE_CALL, AFTER_CONFIRM_CALL, BEFORE_LATER);
    replace(UNCHANGED, open, myId, false)
  };
  atomic { reached(AFTER_LATER); finish(later); goto end };

conclude:
  atomic {
    reached(AFTER_FIND_CALL, AFTER_RETRIEVE_CALL, AFTER_CONFIRM_CALL, AFTER_CHARGE, BEFORE_SETTLE);
    replace(UNCHANGED, charged, myId, WITH_STATUS)
  };
#ifdef MARKER_OUTSIDE_TRANSACTION
  atomic { reached(AFTER_SETTLE); events = true };
#endif
  atomic { reached(AFTER_SETTLE, AFTER_WRITE); finish(ok) };
  goto end;

crashed: /* FunctionError, or a timeout: the bridge invokes again */
  finish(later);
  goto end
}

inline invoke(e) { !busy[e] -> awaited[e] = true; busy[e] = true; printf("bridge: invokes execution %d\n", e) }

/* By sequence: a late ack settles a newer delivery. */
inline settle() { message = settled; printf("bridge: acks\n") }

active proctype Bridge() {
end:
  atomic { message == ready -> message = delivered };
held:
  atomic {
    reached(AFTER_PULL, AFTER_ASSEMBLE, BEFORE_INVOKE, AFTER_HOLD);
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
  atomic { reached(AFTER_INTERPRET); settle() };
#endif
  atomic { reached(AFTER_INVOKE, AFTER_INTERPRET, BEFORE_OUTPUT); published = true };
ack:
  atomic { reached(AFTER_OUTPUT_SENT, AFTER_PUB_ACK, AFTER_PUBLISH, AFTER_DEAD_LETTER); settle() };
  goto end;

deadLetter:
  atomic {
    reached(BEFORE_DEAD_LETTER);
    if
    :: deadLettered = true; goto ack
#if !defined(NAK_FOR_DEAD_LETTER)
    :: goto deadLetter /* the store is down: hold */
#elif defined(UNLIMITED_DELIVERIES)
    :: message == delivered -> message = ready; goto end
#else
    :: message == delivered && naks == 1 -> message = forgotten; goto end /* max_deliver 2 */
    :: message == delivered && naks == 0 -> naks = 1; message = ready; goto end
#endif
    fi
  };

crashed: /* or gave up waiting; the next process knows nothing of it */
  atomic { awaited[0] = false; awaited[1] = false; answer = none; printf("bridge: begins anew\n"); goto end }
}

active proctype Server() {
end:
  do
  :: atomic { message == delivered -> message = ready; printf("server: ack_wait has passed\n") }
  od
}

active proctype Gateway() {
  if :: poison = true :: skip fi; /* whether the function rejects the order */
end:
  do
  :: atomic { creating && MAY_CREATE -> executeCreate() }
  :: atomic { confirming[1] && MAY_CONFIRM(1) -> executeConfirm(1) }
  :: atomic { confirming[2] && MAY_CONFIRM(2) -> executeConfirm(2) }
#ifndef KEYS_FOR_EVER
  :: atomic { createKey != 0 -> createKey = 0; printf("gateway: forgets ORDER:charge\n") }
  :: atomic { confirmKey != 0 -> confirmKey = 0; printf("gateway: forgets ORDER:charge:confirm\n") }
#endif
  od
}

#define SAFE ((published && row == charged && events) || deadLettered)

ltl NoLostOrder { [] (message != forgotten && (message == settled -> SAFE)) }
ltl AtMostOneCharge { [] (charges <= 1) }
ltl OneIdentity { [] !(confirming[1] && confirming[2]) }
