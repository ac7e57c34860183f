package org.cardwright.machine.bureau;

import java.util.List;
import java.util.Optional;

/** Where a machine gets its plastics and where it leaves them. Safe for several threads. */
public interface Trays {

    /** Somebody brings what a job needs, before its first card. */
    default void bring(List<ControlNumber> job) {}

    /** Whether {@link #take} will find one. */
    boolean holds(ControlNumber wanted);

    /** The plastic with that control number, or a blank one in a first room; empty when there is none. */
    Optional<Plastic> take(ControlNumber wanted);

    /**
     * A machine that looks at plastics does it here, before it lets one go.
     *
     * @return a code of what is wrong; empty for nothing
     */
    default String judge(Plastic plastic) {
        return "";
    }

    /** It leaves the machine. */
    void leave(Plastic plastic, Tray tray);

    /** Where a plastic lies afterwards. */
    enum Tray {
        /** Handed on. */
        GOOD,
        /** To be destroyed. */
        REJECT,
        /** It lies where nobody knows what became of it. */
        STUCK
    }
}
