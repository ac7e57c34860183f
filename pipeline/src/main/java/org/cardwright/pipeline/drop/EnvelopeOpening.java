package org.cardwright.pipeline.drop;

import java.io.BufferedOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.channels.Channels;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import org.cardwright.crypto.envelope.Envelope;
import org.cardwright.formats.MalformedFileException;
import org.cardwright.pipeline.ledger.Drop;

/**
 * Opens the envelope of a file that was copied: what is in it takes the place of the copy. A crash leaves nothing that the journal knows, and
 * the next round opens it again.
 */
final class EnvelopeOpening {

    private static final int MOST_TIMES = 100;
    private static final long SMALL_BYTES = 1 << 16;

    private final IssuerDrops drops;
    private final DropInbox inbox;

    EnvelopeOpening(IssuerDrops drops, DropInbox inbox) {
        this.drops = drops;
        this.inbox = inbox;
    }

    /** How long our copies of a file of this length may become together. */
    long roomFor(long bytes) {
        return drops.envelope().isEmpty() ? bytes : bytes + Math.min(drops.maxBytes(), expanded(bytes));
    }

    private static long expanded(long bytes) {
        return MOST_TIMES * bytes + SMALL_BYTES;
    }

    /**
     * What was in the file; the file itself where no envelope is agreed.
     *
     * @throws MalformedFileException when the envelope is not as agreed, or its content is too long; nothing that was written may be used
     */
    Drop.Of open(String id, Drop.Of copied) throws IOException {
        return drops.envelope().isEmpty()
                ? copied
                : open(id, copied, drops.envelope().get());
    }

    private Drop.Of open(String id, Drop.Of copied, Envelope envelope) throws IOException {
        Path sealed = inbox.setAside(id);
        try (FileChannel out = inbox.begin(id)) {
            Content content = new Content(out, copied);
            OutputStream clear = new BufferedOutputStream(content, (int) SMALL_BYTES);
            String signer = envelope.open(sealed, copied.name(), clear);
            clear.flush();
            out.force(true);
            return new Drop.Of(
                    copied.issuer(),
                    copied.name(),
                    content.digest.sha256(),
                    content.bytes,
                    new Drop.Envelope(signer, copied.sha256()));
        } finally {
            Files.deleteIfExists(sealed);
        }
    }

    /** Rule and requirement, as all reasons begin. */
    static String reason(MalformedFileException refused) {
        String message = String.valueOf(refused.getMessage());
        return message.substring(Math.max(0, message.indexOf(refused.rule() + ": ")));
    }

    /** Hashes and counts what it writes, and stops where it is too much. */
    private final class Content extends OutputStream {

        private final OutputStream out;
        private final Drop.Of sealed;
        private final ContentDigest digest = new ContentDigest();
        private long bytes;

        Content(FileChannel out, Drop.Of sealed) {
            this.out = Channels.newOutputStream(out);
            this.sealed = sealed;
        }

        @Override
        public void write(int one) throws IOException {
            write(new byte[] {(byte) one}, 0, 1);
        }

        @Override
        public void write(byte[] from, int offset, int length) throws IOException {
            bytes += length;
            require(bytes <= drops.maxBytes(), DropRule.SIZE);
            require(bytes <= expanded(sealed.bytes()), DropRule.EXPANSION);
            digest.update(from, offset, length);
            out.write(from, offset, length);
        }

        private void require(boolean met, DropRule rule) throws MalformedFileException {
            if (!met) {
                throw new MalformedFileException(sealed.name(), "", rule.id(), rule.text());
            }
        }
    }
}
