package org.cardwright.machine.language;

/** A machine file that cannot be read as what it should be; never says what stands in it. */
public final class MachineFileException extends IllegalArgumentException {

    private static final long serialVersionUID = 1L;

    MachineFileException(String detail) {
        super("machine file: " + detail);
    }
}
