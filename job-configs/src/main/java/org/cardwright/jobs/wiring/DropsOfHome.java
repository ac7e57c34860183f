package org.cardwright.jobs.wiring;

import java.io.IOException;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.cardwright.crypto.envelope.Envelope;
import org.cardwright.formats.issuer.IssuerLayout;
import org.cardwright.jobs.home.DropSection;
import org.cardwright.jobs.home.HomeDirectory;
import org.cardwright.jobs.home.Issuer;
import org.cardwright.pipeline.drop.DropSource;
import org.cardwright.pipeline.drop.IssuerDrops;
import org.cardwright.pipeline.drop.LocalFolder;
import org.cardwright.pipeline.drop.SftpFolder;
import org.cardwright.pipeline.ledger.WrongUsageException;

/** What is agreed with the issuers of a home about their drops. F-05, F-06. */
public final class DropsOfHome {

    private DropsOfHome() {}

    /**
     * The issuers that drop files.
     *
     * @param keys of the home, for servers and envelopes
     * @throws WrongUsageException when there is none, or two have one folder: nobody could tell whose a file is
     */
    public static List<IssuerDrops> load(HomeDirectory home, KeysOfDrops keys) throws IOException {
        Map<String, List<IssuerLayout>> layouts = Layouts.load(home, Optional.empty());
        List<IssuerDrops> drops = new ArrayList<>();
        for (String name : Issuer.names(home)) {
            Optional<DropSection> agreed = Issuer.load(home, name).drop();
            if (agreed.isPresent()) {
                IssuerDrops next = drops(name, layouts.getOrDefault(name, List.of()), agreed.get(), keys);
                for (IssuerDrops other : drops) {
                    requireApart(other, next);
                }
                drops.add(next);
            }
        }
        if (drops.isEmpty()) {
            throw new WrongUsageException("no issuer has a drop.folder or drop.sftp: there is nothing to watch");
        }
        return drops;
    }

    private static IssuerDrops drops(String name, List<IssuerLayout> layouts, DropSection agreed, KeysOfDrops keys)
            throws IOException {
        DropSource source = agreed.sftp().isPresent()
                ? keys.sftp(agreed.sftp().get())
                : new LocalFolder(agreed.folder().orElseThrow().toAbsolutePath().normalize());
        Optional<Envelope> envelope = agreed.envelope().isEmpty()
                ? Optional.empty()
                : Optional.of(keys.envelope(agreed.envelope().get()));
        return new IssuerDrops(
                name,
                layouts,
                source,
                agreed.complete(),
                agreed.quiet(),
                agreed.maxBytes(),
                agreed.maxWaiting(),
                agreed.answers().map(folder -> folder.toAbsolutePath().normalize()),
                envelope);
    }

    private static void requireApart(IssuerDrops one, IssuerDrops other) {
        if (isWithin(one.source(), other.source()) || isWithin(other.source(), one.source())) {
            throw new WrongUsageException("the folders of " + one.issuer() + " and of " + other.issuer()
                    + " must be apart: nobody could tell whose a file is");
        }
        Set<String> shared = new HashSet<>(signers(one));
        shared.retainAll(signers(other));
        if (!shared.isEmpty()) {
            throw new WrongUsageException("the same key signs for " + one.issuer() + " and for " + other.issuer()
                    + ": the carrier of a file could say whose it is");
        }
    }

    private static Set<String> signers(IssuerDrops drops) {
        return drops.envelope().map(Envelope::signers).orElse(Set.of());
    }

    private static boolean isWithin(DropSource inner, DropSource outer) {
        if (inner instanceof LocalFolder one && outer instanceof LocalFolder other) {
            return one.path().startsWith(other.path());
        }
        return inner instanceof SftpFolder one
                && outer instanceof SftpFolder other
                && areOfOnePlace(one.terms(), other.terms())
                && (one.terms().path() + "/").startsWith(other.terms().path() + "/");
    }

    /** A server may have several names, and has its keys; what another user sees there may be another tree (chroot). */
    private static boolean areOfOnePlace(SftpFolder.Terms one, SftpFolder.Terms other) {
        boolean oneServer = (one.host().equals(other.host()) && one.port() == other.port())
                || !Collections.disjoint(one.hostKeys(), other.hostKeys());
        return oneServer && one.user().equals(other.user());
    }
}
