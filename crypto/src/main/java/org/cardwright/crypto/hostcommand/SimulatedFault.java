package org.cardwright.crypto.hostcommand;

import java.time.Duration;

/**
 * Something that a simulator shall do wrongly once.
 *
 * @param operation with which command
 * @param kind what
 * @param after how many such commands are answered well before
 * @param code error code of ERROR_CODE, two characters
 * @param delayMs of SLOW
 */
public record SimulatedFault(HostOperation operation, Kind kind, int after, String code, int delayMs) {

    /** What can go wrong. */
    public enum Kind {
        /** Nothing is answered. */
        SILENCE,
        /** The connection is closed in the middle of the answer. */
        CLOSED_IN_ANSWER,
        /** The command is done, and the connection closed before its answer. */
        CLOSED_BEFORE_ANSWER,
        /** The header is another one. */
        WRONG_HEADER,
        /** The response code is another one. */
        WRONG_RESPONSE_CODE,
        /** The last byte of the answer is missing, and its length says so. */
        TOO_SHORT,
        /** The answer has a byte too many, and its length says so. */
        TOO_LONG,
        /** The length is more than a frame can have. */
        WRONG_LENGTH,
        /** One byte of a signature, certificate or other value is another one. */
        FLIPPED_BYTE,
        /** The last entry of a batch is missing. */
        MISSING_ENTRY,
        /** An error code is answered, and nothing done. */
        ERROR_CODE,
        /** The answer comes late. */
        SLOW,
        /** The simulator ends with all its connections. */
        DEATH
    }

    /** A fault with the first command of an operation. */
    public static SimulatedFault of(HostOperation operation, Kind kind) {
        return new SimulatedFault(operation, kind, 0, "", 0);
    }

    /** An error code with the first command of an operation. */
    public static SimulatedFault error(HostOperation operation, String code) {
        return new SimulatedFault(operation, Kind.ERROR_CODE, 0, code, 0);
    }

    /** A late answer to the first command of an operation. */
    public static SimulatedFault slow(HostOperation operation, Duration delay) {
        return new SimulatedFault(operation, Kind.SLOW, 0, "", Math.toIntExact(delay.toMillis()));
    }

    /** The same after some commands that are answered well. */
    public SimulatedFault after(int commands) {
        return new SimulatedFault(operation, kind, commands, code, delayMs);
    }

    /** Operation and kind. */
    @Override
    public String toString() {
        return operation + " " + kind;
    }
}
