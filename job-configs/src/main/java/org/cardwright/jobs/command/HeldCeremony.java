package org.cardwright.jobs.command;

import java.io.IOException;
import java.nio.file.Path;
import java.time.Clock;
import java.util.Map;
import java.util.Optional;
import org.cardwright.formats.bytes.ByteString;
import org.cardwright.jobs.ceremony.Ceremony;
import org.cardwright.jobs.ceremony.CeremonyFiles;
import org.cardwright.jobs.ceremony.Mailer;
import org.cardwright.jobs.ceremony.Transcript;
import org.cardwright.jobs.wiring.OpenedHome;
import org.cardwright.pipeline.ledger.KeyActs;
import org.jspecify.annotations.Nullable;

/** One ceremony in an open home: the custodians come first, outside any transaction; then the act; then what is kept of it. */
final class HeldCeremony<T> implements AutoCloseable {

    private final OpenedHome installation;
    private final Path out;
    private final Plan<T> plan;
    private @Nullable Ceremony ceremony;
    private @Nullable CeremonyFiles files;

    /** What is held. */
    interface Plan<T> extends AutoCloseable {

        /** What for, in words without secrets. */
        String purpose();

        /** True when it is only practised. */
        boolean isRehearsal();

        /** On what sheets are printed; empty for pages in files, and where there are none. */
        default Optional<Mailer> mailer() throws IOException {
            return Optional.empty();
        }

        /** The custodians come and do their part. */
        void gather(Ceremony ceremony) throws IOException;

        /** Does what all this was for. */
        T act(Ceremony ceremony, CeremonyFiles files) throws IOException;

        @Override
        void close();
    }

    /**
     * Nothing yet.
     *
     * @param out where the directory of the ceremony is made
     */
    HeldCeremony(OpenedHome installation, Path out, Plan<T> plan) {
        this.installation = installation;
        this.out = out;
        this.plan = plan;
    }

    /** Begins, lets the custodians in, and gives back what is left to be done. */
    KeyActs.Work<T> begin(String leader) throws IOException {
        // before anybody comes: a printer that cannot be used ends nothing
        Optional<Mailer> mailer = plan.mailer();
        Ceremony begun = new Ceremony(
                new Ceremony.Terms(
                        Clock.systemUTC(),
                        Ceremony.WINDOW,
                        installation.pipeline().ceremonies()),
                leader,
                plan.purpose(),
                plan.isRehearsal());
        ceremony = begun;
        CeremonyFiles kept = new CeremonyFiles(out, begun.id(), mailer);
        files = kept;
        plan.gather(begun);
        return () -> {
            T made = plan.act(begun, kept);
            begun.done(plan.isRehearsal() ? "practised" : "done");
            return made;
        };
    }

    /** Writes the transcript and says where it is. */
    void keep(Map<String, Object> members) throws IOException {
        if (ceremony == null || files == null) {
            throw new IllegalStateException("a ceremony that did not begin");
        }
        files.keep(ceremony.transcript(), signer(installation));
        members.put("ceremony", ceremony.id());
        members.put("rehearsal", ceremony.isRehearsal());
        members.put("directory", files.directory());
    }

    /** The key of the home that signs its transcripts. */
    static Transcript.Signer signer(OpenedHome installation) {
        return new Transcript.Signer() {
            @Override
            public ByteString publicKey() {
                return installation.signingPublicKey();
            }

            @Override
            public ByteString sign(ByteString lines) {
                return installation.sign(lines);
            }
        };
    }

    @Override
    public void close() {
        plan.close();
        if (ceremony != null) {
            ceremony.close();
        }
    }
}
