package org.cardwright.jobs.command;

import java.time.LocalDate;
import java.util.List;
import org.cardwright.crypto.key.KeyState;
import org.cardwright.crypto.key.KeyTerm;
import org.cardwright.crypto.module.KeyInventory.KeyDescription;
import org.cardwright.crypto.module.SecurityModuleException;
import org.cardwright.jobs.wiring.OpenedHome;
import org.cardwright.pipeline.ledger.BatchState;
import org.cardwright.pipeline.ledger.KeyAct;
import org.cardwright.pipeline.ledger.KeyUses;
import org.cardwright.pipeline.ledger.WrongUsageException;

/** One step in the life of a key as it is asked for. NIST SP 800-57 part 1, 7. */
final class KeyStep {

    private final KeyDescription now;
    private final KeyState next;
    private final KeyAct.Kind kind;

    private KeyStep(KeyDescription now, KeyState next, KeyAct.Kind kind) {
        this.now = now;
        this.next = next;
        this.kind = kind;
    }

    /**
     * The step that leads to a state; to DESTROYED there are two.
     *
     * @throws WrongUsageException when the life of the key does not lead there
     */
    static KeyStep to(KeyState asked, KeyDescription now) {
        boolean pending = now.state() == KeyState.PENDING_DESTRUCTION;
        KeyState next = asked == KeyState.DESTROYED && !pending ? KeyState.PENDING_DESTRUCTION : asked;
        if (asked == KeyState.PENDING_DESTRUCTION || !now.term().leads(now.state(), next)) {
            throw new WrongUsageException(now.name() + " is " + now.state() + " and cannot become " + asked);
        }
        return new KeyStep(now, next, pending && next != KeyState.DESTROYED ? KeyAct.Kind.CALL_BACK_KEY : kind(next));
    }

    private static KeyAct.Kind kind(KeyState next) {
        return switch (next) {
            case SUSPENDED -> KeyAct.Kind.SUSPEND_KEY;
            case ACTIVE -> KeyAct.Kind.ACTIVATE_KEY;
            case DEACTIVATED -> KeyAct.Kind.DEACTIVATE_KEY;
            case COMPROMISED -> KeyAct.Kind.COMPROMISE_KEY;
            case PENDING_DESTRUCTION -> KeyAct.Kind.SCHEDULE_DESTRUCTION;
            case DESTROYED -> KeyAct.Kind.DESTROY_KEY;
            case PRE_ACTIVATION ->
                throw new IllegalStateException("no state leads there but the one before destruction");
        };
    }

    /**
     * Refuses the second step of destruction before its day.
     *
     * @throws SecurityModuleException UNAVAILABLE
     */
    void requireDay(LocalDate today) {
        now.term()
                .destruction()
                .map(KeyTerm.Destruction::notBefore)
                .filter(notBefore -> next == KeyState.DESTROYED && today.isBefore(notBefore))
                .ifPresent(notBefore -> {
                    throw new SecurityModuleException(
                            SecurityModuleException.Kind.UNAVAILABLE,
                            now.name() + " may be destroyed from " + notBefore
                                    + " on; until then it can be called back");
                });
    }

    /**
     * Refuses to plan or do the destruction while batches need the key: cards under it that are neither made nor rejected.
     *
     * @throws SecurityModuleException UNAVAILABLE
     */
    void requireUnneeded(List<KeyUses.Dependent> dependents) {
        boolean destroys = next == KeyState.PENDING_DESTRUCTION || next == KeyState.DESTROYED;
        List<String> open = dependents.stream()
                .filter(found -> destroys && found.state() == BatchState.OPEN)
                .map(KeyUses.Dependent::batch)
                .toList();
        if (!open.isEmpty()) {
            throw new SecurityModuleException(
                    SecurityModuleException.Kind.UNAVAILABLE,
                    now.name() + " is needed by batches that are not finished: " + String.join(", ", open)
                            + "; finish or abandon them first");
        }
    }

    /** True when the bytes of the key go away now. */
    boolean isLast() {
        return next == KeyState.DESTROYED;
    }

    /**
     * The act for which people give permission.
     *
     * @param delay days between the two steps of a destruction
     */
    KeyAct act(int delay) {
        String checkValue = now.checkValue().toHex();
        boolean planned = next == KeyState.PENDING_DESTRUCTION;
        return KeyAct.of(
                kind,
                now.name() + ", check value " + checkValue + ", " + now.state() + " until now"
                        + (planned ? ", not before " + delay + " days have passed" : ""),
                List.of(
                        now.name().toString(),
                        checkValue,
                        now.state().name(),
                        next.name(),
                        planned ? Integer.toString(delay) : "",
                        now.term().destruction().toString()));
    }

    /** Does it. */
    KeyDescription take(OpenedHome installation, LocalDate today) {
        switch (next) {
            case PENDING_DESTRUCTION ->
                installation.module().keyLife().awaitDestruction(now.name(), installation.destroyedFrom(today));
            case DESTROYED -> installation.module().keyLife().destroy(now.name());
            default -> installation.module().keyLife().change(now.name(), next);
        }
        return installation.key(now.name());
    }

    /** What comes next. */
    static String advice(KeyDescription key) {
        if (key.state() == KeyState.DESTROYED) {
            return "; keys verify-destroyed " + key.name() + " looks for what is left of it";
        }
        return key.term()
                .destruction()
                .map(planned -> "; from " + planned.notBefore() + " on  keys state " + key.name()
                        + " DESTROYED  destroys it, until then  keys state " + key.name() + " " + planned.before()
                        + "  calls it back")
                .orElse("");
    }
}
