package org.cardwright.machine;

import java.nio.charset.StandardCharsets;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.cardwright.crypto.derive.CardKeySet;
import org.cardwright.crypto.derive.CardManagementKeys;
import org.cardwright.crypto.derive.KeyDiversification;
import org.cardwright.crypto.key.KeyAlgorithm;
import org.cardwright.crypto.key.KeyName;
import org.cardwright.crypto.key.SecretBytes;
import org.cardwright.crypto.module.SecurityModule;
import org.cardwright.crypto.scp.SecureChannelProtocol;
import org.cardwright.crypto.scp.SecurityLevel;
import org.cardwright.formats.bytes.ByteString;
import org.cardwright.machine.chip.CardLot;
import org.cardwright.machine.chip.CardProductionLifeCycle;
import org.cardwright.machine.chip.ChannelPolicy;
import org.cardwright.machine.chip.ChannelPolicy.CardState;
import org.cardwright.machine.chip.ChannelPolicy.Route;
import org.cardwright.machine.chip.ChipRecipe;
import org.cardwright.machine.chip.Station;
import org.cardwright.machine.scp.KeySets;
import org.cardwright.machine.scp.KeySets.KeySet;
import org.cardwright.machine.virtualcard.SecuredChip;
import org.cardwright.machine.virtualcard.VirtualCard;
import org.cardwright.perso.cps.CpsApplication;
import org.cardwright.perso.cps.CpsRecord;
import org.cardwright.sample.SampleData;

/** Blank chips as their maker delivers them, with keys of his published test KMC, and the station that they go to. */
public final class TestChips {

    /** KMCID and CSN of every chip here. */
    public static final ByteString KEY_DATA = ByteString.fromHex("FFFFFF99999901020304");

    /** Issuer security domain. */
    public static final ByteString DOMAIN = ByteString.fromHex("A000000151000000");

    /** What the applications are installed from, where they are not there from the beginning. */
    public static final ByteString LOAD_FILE = ByteString.fromHex("F04341524457524954");

    /** CPLC of every chip here: nobody has personalized it. */
    static final CardProductionLifeCycle LIFE_CYCLE =
            new CardProductionLifeCycle(ByteString.repeat(0x11, 18).plus(ByteString.repeat(0, 24)));

    private static final int INITIAL_VERSION = 0xFF;
    private static final int PRODUCTION_VERSION = 0x01;

    private TestChips() {}

    /** How the keys of the chips of a protocol come from the KMC. */
    public static KeyDiversification method(SecureChannelProtocol protocol) {
        return protocol == SecureChannelProtocol.SCP02 ? KeyDiversification.CPS11 : KeyDiversification.KDF3;
    }

    public static ChannelPolicy policy(SecureChannelProtocol protocol, int options, SecurityLevel level, Route route) {
        return new ChannelPolicy(protocol, options, level, route, DOMAIN, Optional.empty(), CardState.SECURED);
    }

    /** The policy of a chip whose applications are installed first. */
    public static ChannelPolicy installing(ChannelPolicy policy) {
        return new ChannelPolicy(
                policy.protocol(),
                policy.options(),
                policy.level(),
                policy.route(),
                policy.securityDomain(),
                Optional.of(LOAD_FILE),
                policy.endState());
    }

    /** The golden chip with a secure channel. */
    public static ChipRecipe recipe(ChannelPolicy policy) {
        ChipRecipe plain = GoldenCards.recipe();
        return new ChipRecipe(
                plain.chip(),
                plain.version(),
                plain.storeData(),
                plain.sequence(),
                plain.finish(),
                Optional.of(policy),
                plain.applets(),
                plain.answerToReset());
    }

    /** A blank card for the applications of a record. */
    public static VirtualCard blank(ChipRecipe recipe, CpsRecord record) {
        ChannelPolicy policy = recipe.channel().orElseThrow();
        List<ByteString> aids = policy.loadFile().isPresent()
                ? List.of()
                : record.applications().stream().map(CpsApplication::aid).toList();
        return VirtualCard.secured(recipe, aids, chip(policy.protocol()));
    }

    public static SecuredChip chip(SecureChannelProtocol protocol) {
        return new SecuredChip(keys(method(protocol)), INITIAL_VERSION, KEY_DATA, LIFE_CYCLE, GoldenCards.random());
    }

    /** Keys as the maker diversifies them. */
    public static CardKeySet keys(KeyDiversification method) {
        boolean aes = method == KeyDiversification.KDF3;
        try (SecretBytes kmc = published(kmc(aes).label())) {
            return CardManagementKeys.derive(method, aes ? KeyAlgorithm.AES : KeyAlgorithm.TDES, kmc, KEY_DATA);
        }
    }

    public static KeyName kmc(boolean aes) {
        return KeyName.of(aes ? "card-maker.kmc-aes" : "card-maker.kmc");
    }

    /** A station whose cards keep the keys of their maker, or leave with others. */
    public static Station station(SecurityModule module, SecureChannelProtocol protocol, boolean replacesKeys) {
        boolean aes = protocol == SecureChannelProtocol.SCP03;
        KeySet initial = new KeySet(kmc(aes), method(protocol));
        // of AES there is one method and one KMC only, so there they are the initial ones under another version
        KeySet production = new KeySet(kmc(aes), aes ? KeyDiversification.KDF3 : KeyDiversification.VISA2);
        return station(
                module,
                new CardLot(
                        new KeySets(Map.of(INITIAL_VERSION, initial, PRODUCTION_VERSION, production)),
                        0,
                        replacesKeys ? OptionalInt.of(PRODUCTION_VERSION) : OptionalInt.empty()));
    }

    public static Station station(SecurityModule module, CardLot lot) {
        Map<String, String> names = Map.of(
                "FF0000000000000002", "golden.tk-key",
                "FF0000000000000001", "golden.tk-pin");
        return new Station(
                module.cardChannels(),
                tkid -> Optional.ofNullable(names.get(tkid.toHex())).map(KeyName::of),
                lot,
                ByteString.fromHex("475000000007"),
                GoldenCards.TODAY,
                GoldenCards.random());
    }

    private static SecretBytes published(String name) {
        String json = new String(SampleData.bytes("keys-test-only/symmetric-keys.json"), StandardCharsets.US_ASCII);
        Matcher key = Pattern.compile('"' + Pattern.quote(name) + "\".*?\"hex\": \"([0-9A-F]+)\"", Pattern.DOTALL)
                .matcher(json);
        if (!key.find()) {
            throw new IllegalStateException(name + " is no published test key");
        }
        return SecretBytes.adopt(HexFormat.of().parseHex(key.group(1)));
    }
}
