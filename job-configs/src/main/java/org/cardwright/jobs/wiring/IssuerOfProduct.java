package org.cardwright.jobs.wiring;

import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.TreeMap;
import org.cardwright.crypto.cryptogram.CryptogramVersion.Layout;
import org.cardwright.crypto.key.KeyName;
import org.cardwright.crypto.module.CardKeys.DerivationOption;
import org.cardwright.crypto.module.SecurityModule;
import org.cardwright.crypto.scp.ApduMessage;
import org.cardwright.formats.bytes.ByteString;
import org.cardwright.formats.profile.ApplicationProfile;
import org.cardwright.formats.profile.CardKeyProfile;
import org.cardwright.formats.profile.CardKeyProfile.Use;
import org.cardwright.formats.profile.EffectiveProduct;
import org.cardwright.formats.profile.Family;
import org.cardwright.formats.profile.KeyReference;
import org.cardwright.formats.profile.TrackTemplate;
import org.cardwright.machine.chip.ChipRecipe;
import org.cardwright.machine.quality.TestScripts;
import org.cardwright.machine.terminal.IssuerHost;
import org.cardwright.machine.terminal.ModuleHost;
import org.cardwright.machine.terminal.ModuleHost.Accounts;
import org.cardwright.machine.terminal.ModuleHost.ChipValue;
import org.cardwright.machine.terminal.ModuleHost.Script;

/** The host of an issuer for the cards of one product: the keys that the product names, in the security module. */
public final class IssuerOfProduct {

    /** Does nothing to an application that is not blocked. EMV 4.4 Book 3, 6.5.2. */
    private static final ApduMessage APPLICATION_UNBLOCK = new ApduMessage(0x84180000, ByteString.EMPTY);

    private IssuerOfProduct() {}

    /** The host; empty when no application of the product makes cryptograms. */
    public static Optional<IssuerHost> host(SecurityModule module, EffectiveProduct product) {
        return product.applications().stream()
                .filter(application -> application.cardKey(Use.AC).isPresent())
                .findFirst()
                .map(application -> new ModuleHost(module, accounts(product, application)));
    }

    /** The same that tries the key for scripts of every card, with a command that changes nothing; empty as well. */
    public static Optional<IssuerHost> testingHost(SecurityModule module, EffectiveProduct product) {
        return product.applications().stream()
                .filter(application -> application.cardKey(Use.AC).isPresent())
                .findFirst()
                .map(application -> testing(new ModuleHost(module, accounts(product, application)), application));
    }

    /** Computes the test scripts of the cards of a product; empty when no application of it makes cryptograms. */
    public static Optional<TestScripts> testScripts(
            SecurityModule module, EffectiveProduct product, ChipRecipe recipe) {
        return product.applications().stream()
                .filter(application -> application.cardKey(Use.AC).isPresent())
                .findFirst()
                .map(application -> accounts(product, application))
                .map(accounts -> new TestScripts(
                        module.onlineAuthorisation(),
                        recipe,
                        new TestScripts.Master(accounts.issuerMasterKey(), accounts.option())));
    }

    /** The keys that the testing host uses, by their use; none when no application of the product makes cryptograms. */
    static Map<String, KeyName> hostKeys(EffectiveProduct product) {
        Map<String, KeyName> keys = new TreeMap<>();
        product.applications().stream()
                .filter(application -> application.cardKey(Use.AC).isPresent())
                .findFirst()
                .ifPresent(application -> {
                    Accounts accounts = accounts(product, application);
                    keys.put("IMK_AC", accounts.issuerMasterKey());
                    application.cardKey(Use.SMI).ifPresent(key -> keys.put("IMK_SMI", name(key.issuerMasterKey())));
                    accounts.chipValue().ifPresent(value -> keys.put("CVK", value.key()));
                });
        return keys;
    }

    private static IssuerHost testing(ModuleHost host, ApplicationProfile application) {
        return application
                .cardKey(Use.SMI)
                .map(key -> host.withScript(new Script(name(key.issuerMasterKey()), List.of(APPLICATION_UNBLOCK))))
                .orElse(host);
    }

    private static Accounts accounts(EffectiveProduct product, ApplicationProfile application) {
        CardKeyProfile set = application.cardKeys().stream()
                .filter(keys -> keys.keys().stream().anyMatch(key -> key.use() == Use.AC))
                .findFirst()
                .orElseThrow();
        return new Accounts(
                name(application.cardKey(Use.AC).orElseThrow().issuerMasterKey()),
                DerivationOption.valueOf(set.option().name()),
                application.family() == Family.MCHIP ? Layout.MCHIP : Layout.VISA,
                chipValue(product, application),
                Accounts.FAILURES);
    }

    private static Optional<ChipValue> chipValue(EffectiveProduct product, ApplicationProfile application) {
        OptionalInt offset = application
                .trackData()
                .track2()
                .map(track -> track.offset(TrackTemplate.Content.ICVV))
                .orElse(OptionalInt.empty());
        return offset.isEmpty()
                ? Optional.empty()
                : product.cardValues().cvk().map(key -> new ChipValue(name(key), offset.getAsInt()));
    }

    private static KeyName name(KeyReference reference) {
        return KeyName.parse(reference.toString())
                .orElseThrow(() -> new IllegalStateException("a product names no key"));
    }
}
