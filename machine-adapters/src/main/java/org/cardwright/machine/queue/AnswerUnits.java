package org.cardwright.machine.queue;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.util.Arrays;
import org.springframework.core.serializer.Deserializer;
import org.springframework.integration.ip.tcp.serializer.SoftEndOfStreamException;

/** Takes one answer after the other out of what a machine sends. */
final class AnswerUnits implements Deserializer<byte[]> {

    private static final int MAX_BYTES = 4_096;

    private final Delivery.Unit unit;

    AnswerUnits(Delivery.Unit unit) {
        this.unit = unit;
    }

    /** One answer without the line feed that ends it, and without a carriage return before that. */
    @Override
    public byte[] deserialize(InputStream in) throws IOException {
        ByteArrayOutputStream answer = new ByteArrayOutputStream();
        while (answer.size() < MAX_BYTES) {
            int next = in.read();
            if (next < 0) {
                throw new SoftEndOfStreamException("the machine has closed the line");
            }
            boolean lineEnds = unit == Delivery.Unit.LINE && next == '\n';
            if (!lineEnds) {
                answer.write(next);
            }
            if (lineEnds || unit == Delivery.Unit.BYTE || (unit == Delivery.Unit.ELEMENT && next == '>')) {
                return unit == Delivery.Unit.LINE ? withoutReturn(answer.toByteArray()) : answer.toByteArray();
            }
        }
        throw new IOException("an answer has more than " + MAX_BYTES + " bytes");
    }

    private static byte[] withoutReturn(byte[] line) {
        int last = line.length - 1;
        return last >= 0 && line[last] == '\r' ? Arrays.copyOf(line, last) : line;
    }
}
