package org.cardwright.perso.verify;

import java.time.LocalDate;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.cardwright.formats.bytes.ByteString;
import org.cardwright.formats.card.CardApplication;
import org.cardwright.formats.card.DeliveryAddress;
import org.cardwright.formats.card.ExpirationDate;
import org.cardwright.formats.card.OrderReason;
import org.cardwright.formats.card.Pan;
import org.cardwright.formats.card.PanSequenceNumber;
import org.cardwright.formats.card.ServiceCode;
import org.cardwright.formats.card.SuppliedTracks;
import org.cardwright.formats.profile.EffectiveProduct;
import org.cardwright.formats.profile.ProductCatalog;
import org.cardwright.perso.TestVault;
import org.cardwright.perso.WorkedProfile;
import org.cardwright.sample.SampleData;

/** The two worked records, the certification authority, the products and the orders that stand behind them. */
final class GoldenCards {

    static final ByteString VISA = WorkedProfile.record("rec_visa.bin");
    static final ByteString MASTERCARD = WorkedProfile.record("rec_mc.bin");
    static final String VISA_GROUP = "golden-visa.golden";
    static final String MASTERCARD_GROUP = "golden-mc.golden";
    static final String VISA_ORDER = "A-000001";
    static final String MASTERCARD_ORDER = "A-000002";

    private static final ProductCatalog PRODUCTS =
            ProductCatalog.load(SampleData.path("profiles")).forIssuer("golden");

    private GoldenCards() {}

    /** The same key under both RIDs, as the profiles use it. */
    static CaPublicKeys caKeys() {
        return new CaPublicKeys(List.of(caKey("A000000003"), caKey("A000000004")));
    }

    private static CaPublicKey caKey(String rid) {
        WorkedProfile keys = WorkedProfile.of("keys");
        ByteString r = ByteString.fromHex(rid);
        ByteString n = keys.hex("ca.n");
        ByteString e = keys.hex("ca.e");
        int index = keys.hex("ca.index").toUnsigned();
        return new CaPublicKey(r, index, n, e, Sha.sha1(r, ByteString.ofByte(index), n, e), Optional.empty());
    }

    static EffectiveProduct product(String group) {
        return PRODUCTS.find(group.substring(0, group.indexOf('.')), "", LocalDate.of(2024, 1, 1))
                .orElseThrow();
    }

    /** With the PIN of the published records. */
    static CardApplication order(String reference) {
        return order(reference, "1234");
    }

    /** The same with another PIN under KEK1, or with none. */
    static CardApplication order(String reference, String pin) {
        boolean visa = reference.equals(VISA_ORDER);
        Pan pan = Pan.of(visa ? "4761739001010119" : "5413330089020011");
        return new CardApplication(
                visa ? 1 : 2,
                reference,
                visa ? "golden-visa" : "golden-mc",
                "",
                OrderReason.NEW,
                pan,
                new PanSequenceNumber(1),
                "TEST/CARDHOLDER",
                "TEST/CARDHOLDER",
                List.of("GOLD MEMBER"),
                LocalDate.of(2022, 1, 1),
                ExpirationDate.ofYymm("2512"),
                new ServiceCode("201"),
                new SuppliedTracks("", "", "", "1234500000000000", "1234512340000"),
                pin.isEmpty() ? Optional.empty() : Optional.of(OrderedPin.of(pan, pin)),
                Map.of(),
                "en",
                DeliveryAddress.NONE);
    }

    static Expectations expectations() {
        return new Expectations() {
            @Override
            public Optional<CardApplication> order(String orderReference) {
                return Optional.of(GoldenCards.order(orderReference));
            }

            @Override
            public Optional<EffectiveProduct> product(String group, String orderReference) {
                return Optional.of(GoldenCards.product(group));
            }
        };
    }

    /** Everything a release has: module, orders, products. */
    static VerificationContext fullContext() {
        return new VerificationContext(
                caKeys(),
                TestVault.module().seals(),
                Optional.of(TestVault.module().inventory().ed25519PublicKey(TestVault.SIGNING_KEY)),
                Optional.of(TestVault.module()),
                Optional.of(TestVault.RECORD_KEY),
                expectations());
    }
}
