package org.cardwright.formats.profile.explain;

import static org.cardwright.formats.profile.Computation.AUTHORITY_KEY_INDEX;
import static org.cardwright.formats.profile.Computation.ICC_CERTIFICATE;
import static org.cardwright.formats.profile.Computation.ICC_EXPONENT;
import static org.cardwright.formats.profile.Computation.ICC_REMAINDER;
import static org.cardwright.formats.profile.Computation.ISSUER_CERTIFICATE;
import static org.cardwright.formats.profile.Computation.ISSUER_EXPONENT;
import static org.cardwright.formats.profile.Computation.ISSUER_REMAINDER;
import static org.cardwright.formats.profile.Computation.PIN_CERTIFICATE;
import static org.cardwright.formats.profile.Computation.PIN_EXPONENT;
import static org.cardwright.formats.profile.Computation.PIN_REMAINDER;
import static org.cardwright.formats.profile.Computation.SIGNED_STATIC_DATA;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.cardwright.formats.profile.ApplicationProfile;
import org.cardwright.formats.profile.AuthenticationProfile;
import org.cardwright.formats.profile.CardKeyProfile;
import org.cardwright.formats.profile.Computation;
import org.cardwright.formats.profile.CpsProfile;
import org.cardwright.formats.profile.DgiProfile;
import org.cardwright.formats.profile.EffectiveProduct;
import org.cardwright.formats.profile.IssuerCertificateProfile;
import org.cardwright.formats.profile.KeyReference;
import org.cardwright.formats.profile.RsaKeyProfile;
import org.cardwright.formats.profile.SecretClass;

/** Every key that a product uses or puts on its cards: what for, how it is made for a card, and where it, or what comes of it, stands. */
public final class KeyCatalogue {

    private static final String AS_IT_IS = "-";

    private final EffectiveProduct product;
    private final List<Entry> entries = new ArrayList<>();

    private KeyCatalogue(EffectiveProduct product) {
        this.product = product;
    }

    /**
     * One key.
     *
     * @param key its name in the vault; empty for one that each card gets for itself, or that comes with the order
     * @param use what it is for
     * @param made how a key of a card, or a value, comes of it; {@code -} when it is used as it is
     * @param application of the card; empty for the whole card
     * @param places where it, or what comes of it, stands; empty when nothing of it is on the card
     */
    public record Entry(Optional<KeyReference> key, String use, String made, String application, List<String> places) {

        /** Copies the list. */
        public Entry {
            places = List.copyOf(places);
        }
    }

    /** The keys of a product, in the order in which its cards are made. */
    public static List<Entry> of(EffectiveProduct product) {
        KeyCatalogue catalogue = new KeyCatalogue(product);
        catalogue.incoming();
        catalogue.cardValues();
        product.cps().transportKeys().forEach(catalogue::outgoing);
        product.applications().forEach(catalogue::application);
        return List.copyOf(catalogue.entries);
    }

    private void incoming() {
        boolean made = product.ordering().newPin().isPresent();
        add(product.ordering().pinKey(), made ? "storage of PINs made here" : "KEK1, PIN blocks from the issuer");
        add(product.ordering().kek(), "KEK1, keys from the issuer");
        add(product.ordering().dataKey(), "KEK1, secret data from the issuer");
    }

    private void add(Optional<KeyReference> key, String use) {
        key.ifPresent(found -> entries.add(new Entry(key, use, AS_IT_IS, "", List.of())));
    }

    private void cardValues() {
        product.cardValues().cvk().ifPresent(key -> {
            List<String> places = KeyPlaces.ofValues(product, KeyPlaces.VERIFICATION_VALUES);
            if (product.cardValues().printed()) {
                places.add("printed CVV2");
            }
            entries.add(new Entry(Optional.of(key), "card verification values", "CVV", "", places));
        });
        product.cardValues()
                .pvk()
                .ifPresent(key -> entries.add(new Entry(
                        Optional.of(key),
                        "PIN verification value, index " + product.cardValues().pvki(),
                        "PVV",
                        "",
                        KeyPlaces.ofValues(product, KeyPlaces.PIN_VERIFICATION_VALUE))));
        product.cardValues()
                .pinOffset()
                .ifPresent(offset -> entries.add(new Entry(
                        Optional.of(offset.key()),
                        "PIN offset",
                        "IBM 3624",
                        "",
                        KeyPlaces.ofValues(product, KeyPlaces.PIN_OFFSET))));
    }

    private void outgoing(CpsProfile.TransportKey key) {
        List<String> places = product.applications().stream()
                .flatMap(application -> application.dgis().stream()
                        .filter(dgi -> dgi.secretClass() == key.secretClass())
                        .flatMap(dgi -> dgi.dgis().stream())
                        .map(dgi -> application.id() + " DGI " + DgiProfile.text(dgi)))
                .toList();
        entries.add(new Entry(
                Optional.of(key.key()),
                "KEK2, " + key.secretClass() + ", TKID " + key.tkid().toHex(),
                AS_IT_IS,
                "",
                places.stream().map(place -> "over " + place).toList()));
    }

    private void application(ApplicationProfile application) {
        application.cardKeys().forEach(set -> cardKeys(application, set));
        application.authentication().ifPresent(authentication -> authentication(application, authentication));
        for (DgiProfile dgi : application.dgis()) {
            if (dgi instanceof DgiProfile.IssuerSecret secret && secret.secretClass() == SecretClass.KEY) {
                entries.add(new Entry(
                        Optional.empty(),
                        "the issuer's " + secret.field(),
                        "comes with the order",
                        application.id(),
                        List.of("DGI " + DgiProfile.text(secret.dgi()))));
            }
        }
    }

    private void cardKeys(ApplicationProfile application, CardKeyProfile set) {
        String made = switch (set.option()) {
            case A -> "EMV 4.4 Book 2, A1.4.1, option A";
            case B -> "EMV 4.4 Book 2, A1.4.2, option B";
            case C -> "EMV 4.4 Book 2, A1.4.3, option C";
        };
        for (int i = 0; i < set.keys().size(); i++) {
            CardKeyProfile.Key key = set.keys().get(i);
            List<String> places = new ArrayList<>();
            for (DgiProfile dgi : application.dgis()) {
                if (dgi instanceof DgiProfile.Keys keys && keys.keys().equals(set)) {
                    places.add("DGI " + DgiProfile.text(keys.dgi()) + " key " + (i + 1));
                }
                if (dgi instanceof DgiProfile.CheckValues values
                        && values.keys().equals(set)) {
                    places.add("DGI " + DgiProfile.text(values.dgi()) + " check value " + (i + 1));
                }
            }
            entries.add(new Entry(
                    Optional.of(key.issuerMasterKey()), "card key " + key.use(), made, application.id(), places));
        }
    }

    private void authentication(ApplicationProfile application, AuthenticationProfile authentication) {
        certificate(application, authentication.certificate());
        authentication
                .dataAuthenticationKey()
                .ifPresent(key -> of(
                        application, key, new Purpose("data authentication code", "DAC"), Set.of(SIGNED_STATIC_DATA)));
        authentication
                .iccKey()
                .ifPresent(key -> rsa(
                        application,
                        key,
                        DgiProfile.CardRsaKey.ICC,
                        Set.of(ICC_CERTIFICATE, ICC_REMAINDER, ICC_EXPONENT)));
        authentication
                .pinKey()
                .ifPresent(key -> rsa(
                        application,
                        key,
                        DgiProfile.CardRsaKey.PIN_ENCIPHERMENT,
                        Set.of(PIN_CERTIFICATE, PIN_REMAINDER, PIN_EXPONENT)));
    }

    private void certificate(ApplicationProfile application, IssuerCertificateProfile certificate) {
        if (certificate.origin() instanceof IssuerCertificateProfile.TestAuthority authority) {
            of(
                    application,
                    authority.key(),
                    new Purpose("authority of certificate " + certificate.name(), "EMV 4.4 Book 2, 5.1"),
                    Set.of(AUTHORITY_KEY_INDEX, ISSUER_CERTIFICATE));
        }
        of(
                application,
                certificate.issuerKey(),
                new Purpose("issuer key, signs for cards", "EMV 4.4 Book 2, 5.1 and 6.1"),
                Set.of(
                        ISSUER_CERTIFICATE,
                        ISSUER_REMAINDER,
                        ISSUER_EXPONENT,
                        SIGNED_STATIC_DATA,
                        ICC_CERTIFICATE,
                        PIN_CERTIFICATE));
    }

    /** What a key is for, and what comes of it. */
    private record Purpose(String use, String made) {}

    private void of(ApplicationProfile application, KeyReference key, Purpose purpose, Set<Computation> computed) {
        entries.add(new Entry(
                Optional.of(key),
                purpose.use(),
                purpose.made(),
                application.id(),
                KeyPlaces.of(application, computed)));
    }

    private void rsa(
            ApplicationProfile application, RsaKeyProfile key, DgiProfile.CardRsaKey which, Set<Computation> halves) {
        List<String> places = new ArrayList<>();
        for (DgiProfile dgi : application.dgis()) {
            if (dgi instanceof DgiProfile.RsaParts parts && parts.key() == which) {
                parts.dgis().forEach(number -> places.add("DGI " + DgiProfile.text(number)));
            }
        }
        places.addAll(KeyPlaces.of(application, halves));
        entries.add(new Entry(
                Optional.empty(),
                which == DgiProfile.CardRsaKey.ICC ? "ICC key pair" : "ICC PIN encipherment key pair",
                "RSA-" + key.bits() + ", exponent " + key.exponent() + ", made for each card",
                application.id(),
                places));
    }
}
