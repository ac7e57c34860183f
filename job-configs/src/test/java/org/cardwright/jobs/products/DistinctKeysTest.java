package org.cardwright.jobs.products;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.IntStream;
import org.cardwright.crypto.module.SecurityModule;
import org.cardwright.crypto.prepare.CardPreparation;
import org.cardwright.crypto.prepare.PreparationResult;
import org.cardwright.formats.bytes.ByteString;
import org.cardwright.formats.emv.DataGrouping;
import org.cardwright.formats.profile.DgiProfile;
import org.cardwright.formats.profile.EffectiveProduct;
import org.cardwright.formats.profile.ProductCatalog;
import org.cardwright.perso.cps.CpsApplication;
import org.cardwright.perso.cps.CpsRecord;
import org.cardwright.perso.dgi.DgiAssembler;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Cards of one product share no key of any kind: every one is diversified. */
class DistinctKeysTest {

    private static final int CARDS = 20;
    private static final int CARDS_WITH_RSA = 3;
    private static final int KEY_BYTES = 16;

    @TempDir
    private Path directory;

    @Test
    void as_many_cards_have_as_many_keys_of_each_kind() {
        try (SecurityModule module = ShippedConfigurationUnderTest.module(directory)) {
            for (EffectiveProduct product : products()) {
                int cards = product.certifyingKeys().isEmpty() ? CARDS : CARDS_WITH_RSA;
                Map<String, List<ByteString>> kinds = kinds(records(new CardPreparation(module), product, cards));
                assertThat(kinds.keySet()).as(product.id()).anyMatch(kind -> kind.contains(" 800"));
                kinds.forEach((kind, keys) -> assertThat(keys)
                        .as(product.id() + " " + kind)
                        .hasSize(cards)
                        .doesNotHaveDuplicates());
            }
        }
    }

    private static List<EffectiveProduct> products() {
        List<EffectiveProduct> found =
                ProductCatalog.load(ShippedConfigurationUnderTest.directory())
                        .forIssuer("bank-one")
                        .all(ShippedOrders.TODAY)
                        .stream()
                        .filter(product -> product.applications().stream()
                                .flatMap(application -> application.dgis().stream())
                                .anyMatch(DgiProfile.Keys.class::isInstance))
                        .toList();
        assertThat(found).hasSizeGreaterThan(3);
        return found;
    }

    private static List<CpsRecord> records(CardPreparation preparation, EffectiveProduct product, int cards) {
        List<PreparationResult> results = preparation.prepare(IntStream.rangeClosed(1, cards)
                .mapToObj(number -> ShippedOrders.card(product, number))
                .toList());
        return results.stream()
                .map(result -> new DgiAssembler().record(((PreparationResult.Prepared) result).card()))
                .toList();
    }

    /** One cryptogram of each card for each key and place; all cards of a product have them under the same transport key. */
    private static Map<String, List<ByteString>> kinds(List<CpsRecord> records) {
        Map<String, List<ByteString>> kinds = new TreeMap<>();
        for (CpsRecord record : records) {
            for (CpsApplication application : record.applications()) {
                application.dgis().stream()
                        .filter(dgi -> DataGrouping.find(dgi.id().value())
                                .filter(row -> row.meaning().contains("key"))
                                .filter(row -> row.dataClass().isSecret())
                                .isPresent())
                        .forEach(dgi -> keys(application.aid().toHex() + " " + dgi.id(), dgi.value())
                                .forEach((kind, key) -> kinds.computeIfAbsent(kind, first -> new ArrayList<>())
                                        .add(key)));
            }
        }
        return kinds;
    }

    /** The parts of an RSA key are one each, other groupings hold keys of 16 bytes one after the other. */
    private static Map<String, ByteString> keys(String place, ByteString value) {
        Map<String, ByteString> keys = new TreeMap<>();
        boolean rsa = place.contains(" 82") || place.contains(" 83");
        int step = rsa ? value.size() : KEY_BYTES;
        for (int at = 0; at + step <= value.size(); at += step) {
            keys.put(place + "." + at / step, value.slice(at, at + step));
        }
        return keys;
    }
}
