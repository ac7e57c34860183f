package org.cardwright.machine.channel;

import java.util.Locale;
import java.util.Map;
import java.util.Objects;

/** A command in words, its data only where they are nobody's secret. */
final class CommandText {

    private static final int GET_RESPONSE = 0xC0;
    private static final int INTERNAL_AUTHENTICATE = 0x88;

    private static final Map<Integer, String> NAMES = Map.ofEntries(
            Map.entry(0x20, "VERIFY"),
            Map.entry(0x50, "INITIALIZE UPDATE"),
            Map.entry(0x82, "EXTERNAL AUTHENTICATE"),
            Map.entry(0x84, "GET CHALLENGE"),
            Map.entry(INTERNAL_AUTHENTICATE, "INTERNAL AUTHENTICATE"),
            Map.entry(0xA4, "SELECT"),
            Map.entry(0xA8, "GET PROCESSING OPTIONS"),
            Map.entry(0xAE, "GENERATE AC"),
            Map.entry(0xB2, "READ RECORD"),
            Map.entry(GET_RESPONSE, "GET RESPONSE"),
            Map.entry(0xCA, "GET DATA"),
            Map.entry(0xD8, "PUT KEY"),
            Map.entry(0xE2, "STORE DATA"),
            Map.entry(0xE6, "INSTALL"),
            Map.entry(0xF0, "SET STATUS"),
            Map.entry(0xF2, "GET STATUS"));

    private CommandText() {}

    static String of(CommandApdu command) {
        String name = Objects.requireNonNullElse(NAMES.get(command.ins()), "command");
        String header = String.format(Locale.ROOT, " %08X", command.header());
        if (command.data().isEmpty()) {
            return name + header;
        }
        return name + header + " "
                + (isPublic(command)
                        ? command.data().toHex()
                        : "(" + command.data().size() + " bytes, not shown)");
    }

    /** What a terminal says of a transaction may be read; PINs, personalization data and unknown commands may not. */
    private static boolean isPublic(CommandApdu command) {
        return switch (command.ins()) {
            case 0xA4, 0xA8, 0xAE, 0x82, INTERNAL_AUTHENTICATE -> true;
            default -> false;
        };
    }

    /** GET RESPONSE brings pieces whose meaning nobody knows here. */
    static boolean answerIsOpaque(CommandApdu command) {
        return command.ins() == GET_RESPONSE;
    }
}
