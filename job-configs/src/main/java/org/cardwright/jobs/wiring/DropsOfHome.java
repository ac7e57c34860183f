package org.cardwright.jobs.wiring;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.cardwright.crypto.envelope.Envelope;
import org.cardwright.formats.issuer.IssuerLayout;
import org.cardwright.jobs.home.DropSection;
import org.cardwright.jobs.home.HomeDirectory;
import org.cardwright.jobs.home.Issuer;
import org.cardwright.pipeline.drop.IssuerDrops;
import org.cardwright.pipeline.ledger.WrongUsageException;

/** What is agreed with the issuers of a home about their drops. F-05, F-06. */
public final class DropsOfHome {

    private DropsOfHome() {}

    /**
     * The issuers that drop files.
     *
     * @param envelopes opens what they enclose them in
     * @throws WrongUsageException when there is none, or two have one folder: nobody could tell whose a file is
     */
    public static List<IssuerDrops> load(HomeDirectory home, EnvelopesOfHome envelopes) throws IOException {
        Map<String, List<IssuerLayout>> layouts = Layouts.load(home, Optional.empty());
        List<IssuerDrops> drops = new ArrayList<>();
        for (String name : Issuer.names(home)) {
            Optional<DropSection> agreed = Issuer.load(home, name).drop();
            if (agreed.isPresent()) {
                Optional<Envelope> envelope = Optional.empty();
                if (agreed.get().envelope().isPresent()) {
                    envelope = Optional.of(envelopes.of(agreed.get().envelope().get()));
                }
                IssuerDrops next = drops(name, layouts.getOrDefault(name, List.of()), agreed.get(), envelope);
                for (IssuerDrops other : drops) {
                    requireApart(other, next);
                }
                drops.add(next);
            }
        }
        if (drops.isEmpty()) {
            throw new WrongUsageException("no issuer has a drop.folder: there is nothing to watch");
        }
        return drops;
    }

    private static IssuerDrops drops(
            String name, List<IssuerLayout> layouts, DropSection agreed, Optional<Envelope> envelope) {
        return new IssuerDrops(
                name,
                layouts,
                agreed.folder().toAbsolutePath().normalize(),
                agreed.complete(),
                agreed.quiet(),
                agreed.maxBytes(),
                agreed.maxWaiting(),
                agreed.answers().map(folder -> folder.toAbsolutePath().normalize()),
                envelope);
    }

    private static void requireApart(IssuerDrops one, IssuerDrops other) {
        if (one.folder().startsWith(other.folder()) || other.folder().startsWith(one.folder())) {
            throw new WrongUsageException("drop.folder of " + one.issuer() + " and of " + other.issuer()
                    + " must be apart: nobody could tell whose a file is");
        }
    }
}
