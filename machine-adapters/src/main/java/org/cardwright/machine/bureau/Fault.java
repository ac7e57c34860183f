package org.cardwright.machine.bureau;

import java.util.List;

/** What goes wrong at a machine. */
public enum Fault {
    /** The plastic is stuck, and out. */
    JAM("jam", 90),
    /** The machine loses its power with a card inside. */
    POWER_CUT("power", 300),
    /** What was being written is there in part. */
    TORN_WRITE("torn", 20),
    /** The memory of the chip cannot be written. */
    BAD_CHIP("chip", 0),
    /** The plastic has a chip with keys of another lot. */
    WRONG_STOCK("stock", 180),
    /** It is done, and nobody hears of it. */
    LOST_RESPONSE("lost", 30),
    /** The camera reads a character wrongly. */
    MISREAD("misread", 10);

    /** Faults of machines that print, engrave and encode from files. */
    public static final List<Fault> OF_FOLDERS = List.of(JAM, POWER_CUT, TORN_WRITE, LOST_RESPONSE);

    /** Faults of machines that are talked to. */
    public static final List<Fault> OF_SOCKETS = List.of(JAM, POWER_CUT, LOST_RESPONSE);

    /** Faults of chip heads. */
    public static final List<Fault> OF_HEADS =
            List.of(JAM, POWER_CUT, TORN_WRITE, BAD_CHIP, WRONG_STOCK, LOST_RESPONSE);

    /** Faults of cameras. */
    public static final List<Fault> OF_CAMERAS = List.of(MISREAD);

    private final String code;
    private final int repairSeconds;

    Fault(String code, int repairSeconds) {
        this.code = code;
        this.repairSeconds = repairSeconds;
    }

    /** The word that a machine says for it. */
    public String code() {
        return code;
    }

    /** For so long the machine stands. */
    public int repairSeconds() {
        return repairSeconds;
    }
}
