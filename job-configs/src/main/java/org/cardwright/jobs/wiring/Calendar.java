package org.cardwright.jobs.wiring;

import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import org.cardwright.formats.profile.CertificateCalendar;
import org.cardwright.formats.profile.EffectiveProduct;
import org.cardwright.formats.profile.ProductCatalog;
import org.cardwright.jobs.home.HomeDirectory;
import org.cardwright.jobs.home.Issuer;
import org.cardwright.perso.verify.CaPublicKeys;

/** The certificate calendar of a home; nothing of it is secret, so no vault is opened. */
public final class Calendar {

    private Calendar() {}

    /** What ends when, for the products of all issuers on a day. */
    public static CertificateCalendar of(HomeDirectory home, LocalDate on) throws IOException {
        ProductCatalog catalog = ProductCatalog.load(home.config(""));
        Set<String> issuers = new TreeSet<>(Issuer.names(home));
        issuers.addAll(catalog.issuers());
        List<EffectiveProduct> products = new ArrayList<>();
        issuers.forEach(issuer -> products.addAll(catalog.forIssuer(issuer).all(on)));
        return CertificateCalendar.of(on, catalog.certificates(), authorities(home), products);
    }

    private static List<CertificateCalendar.Authority> authorities(HomeDirectory home) throws IOException {
        try (InputStream in = Files.newInputStream(home.config(HomeDirectory.CA_PUBLIC_KEYS))) {
            return CaPublicKeys.read(in).keys().stream()
                    .map(key -> new CertificateCalendar.Authority(
                            key.rid(), key.index(), key.modulus().size(), key.expires()))
                    .toList();
        }
    }
}
