package org.cardwright.crypto.hostcommand;

import java.util.List;

/**
 * One command of a table: its codes and its fields in both directions.
 *
 * @param operation what it does
 * @param code two characters
 * @param responseCode two characters, the second one behind that of the command
 * @param request fields of the request
 * @param answer fields of the answer
 */
record HostCommand(
        HostOperation operation, String code, String responseCode, List<FieldRule> request, List<FieldRule> answer) {

    /** Keeps copies. */
    HostCommand {
        request = List.copyOf(request);
        answer = List.copyOf(answer);
    }

    /** The usual code of an answer: {@code KI} is answered by {@code KJ}. */
    static String responseTo(String code) {
        return code.charAt(0) + String.valueOf((char) (code.charAt(1) + 1));
    }

    /** The operation. */
    @Override
    public String toString() {
        return operation.name();
    }
}
