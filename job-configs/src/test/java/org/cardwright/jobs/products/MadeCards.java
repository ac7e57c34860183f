package org.cardwright.jobs.products;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.net.URISyntaxException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.function.Consumer;
import java.util.function.UnaryOperator;
import java.util.stream.IntStream;
import org.cardwright.crypto.key.KeyName;
import org.cardwright.crypto.key.SecretBytes;
import org.cardwright.crypto.module.KeyVault;
import org.cardwright.crypto.module.ModulePolicy;
import org.cardwright.crypto.module.PassphraseCost;
import org.cardwright.crypto.module.SecurityModule;
import org.cardwright.crypto.module.SoftwareSecurityModule;
import org.cardwright.crypto.module.TestKeyImport;
import org.cardwright.crypto.module.VaultPassphrase;
import org.cardwright.crypto.prepare.CardPreparation;
import org.cardwright.crypto.prepare.PreparationResult;
import org.cardwright.crypto.prepare.PreparedCard;
import org.cardwright.formats.bytes.ByteString;
import org.cardwright.formats.card.CardApplication;
import org.cardwright.formats.profile.EffectiveProduct;
import org.cardwright.formats.profile.ProductCatalog;
import org.cardwright.formats.profile.ProfiledApplication;
import org.cardwright.jobs.sample.OneCardBatch;
import org.cardwright.perso.cps.CpsRecord;
import org.cardwright.perso.cps.CpsRecordCodec;
import org.cardwright.perso.dgi.DgiAssembler;
import org.cardwright.perso.file.Channel;
import org.cardwright.perso.file.GroupFiles;
import org.cardwright.perso.file.RecordMac;
import org.cardwright.perso.surface.EmbossingRecord;
import org.cardwright.perso.surface.LaserRecord;
import org.cardwright.perso.surface.SurfaceData;
import org.cardwright.perso.surface.SurfaceLayout;
import org.cardwright.perso.surface.SurfaceLayoutFile;
import org.cardwright.perso.verify.CaPublicKeys;
import org.cardwright.perso.verify.Expectations;
import org.cardwright.perso.verify.PersoFileVerifier;
import org.cardwright.perso.verify.VerificationContext;
import org.cardwright.pipeline.step.Surfaces;
import org.cardwright.sample.SampleData;

/** Two cards of each shipped product of bank-one with all its channels, and a verifier that knows everything about them. */
final class MadeCards implements AutoCloseable {

    private final SecurityModule module;
    private final Map<String, SurfaceLayout> layouts = new HashMap<>();
    private final List<Card> cards = new ArrayList<>();

    /**
     * A card with what the verifier is told of it.
     *
     * @param profiled order and product
     * @param record its chip record, not encoded
     * @param channels the card's record in each file
     */
    record Card(ProfiledApplication profiled, CpsRecord record, Map<Channel, ByteString> channels) {

        ByteString chip() {
            return channels.getOrDefault(Channel.CHIP, ByteString.EMPTY);
        }

        /** Product of the card. */
        @Override
        public String toString() {
            return profiled.product().id();
        }
    }

    /** Makes the cards in a vault of its own under the directory. */
    MadeCards(Path directory) throws IOException {
        this(directory, config(), vault -> {});
    }

    /** The same of another configuration and with more keys in the vault. */
    MadeCards(Path directory, Path config, Consumer<KeyVault> moreKeys) throws IOException {
        Path keys = SampleData.path("keys-test-only");
        try (SecretBytes passphrase = VaultPassphrase.read(keys.resolve("passphrase.txt"))) {
            KeyVault vault = KeyVault.create(directory.resolve("vault"), passphrase, PassphraseCost.LEAST);
            TestKeyImport.importAll(vault, keys);
            moreKeys.accept(vault);
            module = SoftwareSecurityModule.open(vault, ModulePolicy.test(KeyName.of("bureau.test-seed")));
        }
        List<EffectiveProduct> products =
                ProductCatalog.load(config).forIssuer("bank-one").all(ShippedOrders.TODAY).stream()
                        .filter(product -> product.identity().segment().isEmpty())
                        .toList();
        List<PreparationResult> results = new CardPreparation(module)
                .prepare(IntStream.range(0, 2 * products.size())
                        .mapToObj(i -> ShippedOrders.card(products.get(i % products.size()), i + 1))
                        .toList());
        for (EffectiveProduct product : products) {
            String name = product.surface().orElseThrow();
            layouts.put(name, SurfaceLayoutFile.load(config.resolve("surfaces").resolve(name + ".xml")));
        }
        for (PreparationResult result : results) {
            cards.add(card(((PreparationResult.Prepared) result).card()));
        }
    }

    private Card card(PreparedCard prepared) {
        CpsRecord record = new DgiAssembler().record(prepared);
        Map<Channel, ByteString> channels = new EnumMap<>(Channel.class);
        channels.put(Channel.CHIP, CpsRecordCodec.encode(record));
        EffectiveProduct product = prepared.profiled().product();
        SurfaceLayout layout = layout(product);
        CardApplication order = prepared.profiled().application();
        SurfaceData data = new SurfaceData(
                order.pan(),
                "0126",
                order.expirationDate(),
                order.cardholderName(),
                order.embossLines(),
                prepared.tracks().track1(),
                prepared.tracks().track2(),
                prepared.tracks().track3(),
                prepared.printedValue().orElse(""));
        if (layout.emboss().isPresent()) {
            channels.put(Channel.EMBOSS, EmbossingRecord.format(layout, data));
        }
        if (!layout.laser().isEmpty()) {
            channels.put(Channel.LASER, LaserRecord.format(layout, order.orderReference(), data));
        }
        channels.put(Channel.TRACK, EmbossingRecord.stripe(layout, data));
        return new Card(prepared.profiled(), record, channels);
    }

    private SurfaceLayout layout(EffectiveProduct product) {
        return Objects.requireNonNull(layouts.get(product.surface().orElseThrow()));
    }

    /** The module that made them. */
    SecurityModule module() {
        return module;
    }

    /** One per product, then another one per product. */
    List<Card> cards() {
        return cards;
    }

    /** Knows the keys, the orders and the products, as at a release. */
    PersoFileVerifier verifier() throws IOException {
        return verifier(product -> product);
    }

    /** Holds the cards against other products than those they were made of. */
    PersoFileVerifier verifier(UnaryOperator<EffectiveProduct> approved) throws IOException {
        return new PersoFileVerifier(new VerificationContext(
                CaPublicKeys.read(new ByteArrayInputStream(SampleData.bytes("keys-test-only/ca-public-keys.json"))),
                module.seals(),
                Optional.empty(),
                Optional.of(module),
                Optional.of(OneCardBatch.RECORD_KEY),
                expectations(approved)));
    }

    /** A batch with only this card, with that chip record, and sealed as if it were the right one. */
    Path seal(Path target, Card card, ByteString chip) throws IOException {
        Map<Channel, ByteString> channels = new EnumMap<>(card.channels());
        channels.put(Channel.CHIP, chip);
        EffectiveProduct product = card.profiled().product();
        String group = product.group();
        String order = card.profiled().application().orderReference();
        RecordMac.Unbound unbound = new RecordMac.Unbound(1, order, group, channels);
        List<GroupFiles> groups = new Surfaces(layouts).groups(List.of(product));
        return new OneCardBatch(module, groups, unbound).seal(target, d -> List.of());
    }

    private Expectations expectations(UnaryOperator<EffectiveProduct> approved) {
        return new Expectations() {
            @Override
            public Optional<CardApplication> order(String orderReference) {
                return find(orderReference).map(card -> card.profiled().application());
            }

            @Override
            public Optional<EffectiveProduct> product(String group, String orderReference) {
                return find(orderReference)
                        .map(card -> approved.apply(card.profiled().product()));
            }

            @Override
            public Optional<SurfaceLayout> surface(EffectiveProduct product) {
                return Optional.of(layout(product));
            }
        };
    }

    private Optional<Card> find(String orderReference) {
        return cards.stream()
                .filter(card -> card.profiled().application().orderReference().equals(orderReference))
                .findFirst();
    }

    private static Path config() {
        try {
            return Path.of(Objects.requireNonNull(MadeCards.class.getResource("/org/cardwright/config/products"))
                            .toURI())
                    .getParent();
        } catch (URISyntaxException e) {
            throw new IllegalStateException(e);
        }
    }

    @Override
    public void close() {
        module.close();
    }
}
