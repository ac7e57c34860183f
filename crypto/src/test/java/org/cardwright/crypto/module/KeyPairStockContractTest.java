package org.cardwright.crypto.module;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.cardwright.crypto.module.ModuleCalls.PAN;
import static org.cardwright.crypto.module.ModuleCalls.assertRefused;
import static org.cardwright.crypto.module.ModuleCalls.under;

import java.time.YearMonth;
import java.util.List;
import java.util.Optional;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.cardwright.crypto.key.KeyName;
import org.cardwright.crypto.module.Certificates.IccKeyRequest;
import org.cardwright.crypto.module.Certificates.IccKeySet;
import org.cardwright.crypto.module.Certificates.ZeroPolicy;
import org.cardwright.crypto.module.KeyInventory.RsaPublicKey;
import org.cardwright.crypto.module.KeyPairStock.Place;
import org.cardwright.crypto.module.KeyPairStock.StockedPair;
import org.cardwright.crypto.module.KeyPairStock.Taking;
import org.cardwright.crypto.module.WrapUnder.Mode;
import org.cardwright.crypto.oda.IccPublicKeyCertificate;
import org.cardwright.formats.bytes.ByteString;
import org.cardwright.formats.card.ExpirationDate;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** A pair made ahead of its card serves that card as one made for it would; a block that is not the one of its place serves nobody. */
class KeyPairStockContractTest extends ModuleContract {

    private static final KeyName ISSUER = KeyName.of("bank-one.issuer-a000000003");
    private static final WrapUnder KEK2 = under("personalizer.kek2-k0", Mode.ECB);
    private static final ExpirationDate EXPIRES = new ExpirationDate(YearMonth.of(2030, 12));
    private static final ByteString STATIC_DATA = ByteString.fromHex("5F2403301231");

    private KeyPairStock stock;
    private ByteString storageKey;

    KeyPairStockContractTest(Backend backend) {
        super(backend);
        this.stock = backend.module().keyPairStock();
        this.storageKey = ByteString.EMPTY;
    }

    @BeforeEach
    void create_a_pool() {
        stock = module.keyPairStock();
        storageKey = stock.createStorageKey("1024-3-test");
    }

    private Place place(long number) {
        return new Place("1024-3-test", storageKey, 1024, 3, number);
    }

    private StockedPair made(long number) {
        return stock.generate(List.of(place(number))).get(0);
    }

    private static IccKeyRequest request(int bits, ZeroPolicy zeros) {
        return new IccKeyRequest(
                "A-1/9F46",
                bits,
                3,
                ISSUER,
                PAN,
                EXPIRES,
                ByteString.fromHex("000001"),
                Optional.of(STATIC_DATA),
                KEK2,
                zeros,
                0);
    }

    private IccKeySet certified(StockedPair pair) {
        return stock.certify(List.of(new Taking(pair, request(1024, ZeroPolicy.REJECT_LEADING_ZERO))))
                .get(0);
    }

    @Test
    void a_pair_is_certified_and_wrapped_as_a_new_one() {
        List<StockedPair> pairs = stock.generate(List.of(place(1), place(2), place(3)));
        assertThat(pairs).extracting(StockedPair::modulus).doesNotHaveDuplicates();
        assertThat(stock.areIntact(pairs)).containsExactly(true, true, true);

        List<IccKeySet> sets = stock.certify(pairs.stream()
                .map(pair -> new Taking(pair, request(1024, ZeroPolicy.REJECT_LEADING_ZERO)))
                .toList());

        for (int i = 0; i < pairs.size(); i++) {
            IccKeySet set = sets.get(i);
            RsaPublicKey key = new RsaPublicKey(set.modulus(), set.exponent());
            assertThat(set.modulus()).isEqualTo(pairs.get(i).modulus());
            assertThat(module.checks().privateKeyFits(set.wrappedParts(), KEK2, key, 0))
                    .isTrue();
            assertThat(module.checks().privateKeyFits(sets.get((i + 1) % 3).wrappedParts(), KEK2, key, 0))
                    .isFalse();
            assertThat(IccPublicKeyCertificate.recover(
                                    module.inventory().rsaPublicKey(ISSUER),
                                    new IccPublicKeyCertificate.Elements(
                                            set.certificate(), set.remainder(), set.exponent()),
                                    STATIC_DATA)
                            .value())
                    .contains(new IccPublicKeyCertificate(PAN, EXPIRES, ByteString.fromHex("000001"), key));
        }
    }

    @Test
    void a_block_serves_its_own_place_only() {
        StockedPair one = made(11);
        StockedPair other = made(12);
        StockedPair swapped = new StockedPair(one.place(), one.modulus(), other.block());
        StockedPair moved = new StockedPair(other.place(), one.modulus(), one.block());
        StockedPair renamed = new StockedPair(one.place(), other.modulus(), one.block());
        StockedPair longer =
                new StockedPair(new Place("1024-3-test", storageKey, 1152, 3, 11), one.modulus(), one.block());
        StockedPair raised =
                new StockedPair(new Place("1024-3-test", storageKey, 1024, 65537, 11), one.modulus(), one.block());

        assertThat(stock.areIntact(List.of(one, swapped, moved, renamed, longer, raised)))
                .containsExactly(true, false, false, false, false, false);
        for (StockedPair wrong : List.of(swapped, moved, renamed)) {
            assertWrong(() -> certified(wrong));
        }
    }

    @Test
    void a_changed_byte_of_a_block_is_seen() {
        StockedPair pair = made(21);
        for (int i = 0; i < pair.block().size(); i += 29) {
            byte[] altered = pair.block().toByteArray();
            altered[i] ^= 1;
            StockedPair wrong = new StockedPair(pair.place(), pair.modulus(), ByteString.of(altered));
            assertThat(stock.areIntact(List.of(wrong))).as("byte " + i).containsExactly(false);
        }
        StockedPair cut = new StockedPair(
                pair.place(), pair.modulus(), pair.block().slice(0, pair.block().size() - 1));
        StockedPair nothing = new StockedPair(pair.place(), pair.modulus(), ByteString.EMPTY);
        assertThat(stock.areIntact(List.of(cut, nothing))).containsExactly(false, false);
        assertWrong(() -> certified(cut));
    }

    @Test
    void a_storage_key_serves_its_own_pool_only() {
        StockedPair pair = made(31);
        Place elsewhere = new Place("1152-3-test", storageKey, 1024, 3, 31);
        assertRefused(() -> stock.generate(List.of(elsewhere)), "another pool");
        assertRefused(
                () -> stock.areIntact(List.of(new StockedPair(elsewhere, pair.modulus(), pair.block()))),
                "another pool");
        ByteString second = stock.createStorageKey("1024-3-test");
        Place reopened = new Place("1024-3-test", second, 1024, 3, 31);
        assertThat(stock.areIntact(List.of(new StockedPair(reopened, pair.modulus(), pair.block()))))
                .containsExactly(false);
        Place altered = new Place("1024-3-test", ByteString.ascii("no key block"), 1024, 3, 31);
        assertRefused(() -> stock.generate(List.of(altered)), "");
    }

    @Test
    void a_card_gets_no_pair_of_another_kind() {
        StockedPair pair = made(41);
        assertWrong(() -> stock.certify(List.of(new Taking(pair, request(1152, ZeroPolicy.LEFT_FILL)))));
        assertThat(stock.certify(List.of())).isEmpty();
        assertThat(stock.generate(List.of())).isEmpty();
    }

    private static void assertWrong(ThrowingCallable call) {
        assertThatThrownBy(call)
                .isInstanceOf(SecurityModuleException.class)
                .extracting(thrown -> ((SecurityModuleException) thrown).kind())
                .isEqualTo(SecurityModuleException.Kind.WRONG_RESULT);
    }
}
