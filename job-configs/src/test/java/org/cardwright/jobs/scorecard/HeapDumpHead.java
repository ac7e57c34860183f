package org.cardwright.jobs.scorecard;

import java.nio.ByteBuffer;

/**
 * The head of an array of numbers in a heap dump: what stands in it is the dump's own, not the program's. HPROF binary format 1.0.2,
 * {@code HPROF_GC_PRIM_ARRAY_DUMP}: tag 23, object (8 bytes), stack trace (4 bytes), length (4 bytes), type of the elements.
 *
 * <p>Without it, an array of 36 bytes that begins with 03 FF FF FF FF FF, as the order of the curve B-283 does, reads {@code 24 08 03 FF}…
 * in the dump, which is also the PIN block of the PIN 0803.
 */
final class HeapDumpHead {

    /** How the name of a dump ends. */
    static final String SUFFIX = ".hprof";

    private static final byte TAG = 0x23;
    private static final int STACK_TRACE_AT = 9;
    private static final int LENGTH_AT = 13;
    private static final int TYPE_AT = 17;
    private static final int BYTES = 18;

    /** The dump has no stack traces; all its objects name the first one, which is empty. */
    private static final int NO_STACK_TRACE = 1;

    private static final int FIRST_TYPE = 4;
    private static final int LAST_TYPE = 11;

    private HeapDumpHead() {}

    /** Does the place lie in such a head? */
    static boolean holds(byte[] dump, int place) {
        for (int start = Math.max(0, place - BYTES + 1); start <= place; start++) {
            if (beginsAt(dump, start)) {
                return true;
            }
        }
        return false;
    }

    private static boolean beginsAt(byte[] dump, int start) {
        if (dump[start] != TAG || start + BYTES > dump.length) {
            return false;
        }
        ByteBuffer head = ByteBuffer.wrap(dump, start, BYTES).slice();
        int type = head.get(TYPE_AT);
        return head.getInt(STACK_TRACE_AT) == NO_STACK_TRACE
                && head.getInt(LENGTH_AT) >= 0
                && type >= FIRST_TYPE
                && type <= LAST_TYPE;
    }
}
