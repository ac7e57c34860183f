package org.cardwright.jobs.scorecard;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import java.util.stream.StreamSupport;
import org.cardwright.crypto.key.KeyName;
import org.cardwright.crypto.key.SecretBytes;
import org.cardwright.crypto.module.KeyVault;
import org.cardwright.crypto.module.ModulePolicy;
import org.cardwright.crypto.module.PassphraseCost;
import org.cardwright.crypto.module.SecurityModuleException;
import org.cardwright.crypto.module.SoftwareSecurityModule;
import org.cardwright.crypto.module.TestKeyImport;
import org.cardwright.jobs.home.HomeDirectory;
import org.cardwright.jobs.wiring.OpenedHome;
import org.cardwright.pipeline.launch.BatchOutcome;
import org.cardwright.pipeline.launch.BatchRequest;
import org.cardwright.pipeline.step.Progress;
import org.cardwright.sample.SampleData;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;

/** R18: a wrong key in any slot is refused before the first byte of output. */
class WrongKeyTest {

    private static final String SYMMETRIC = "symmetric-keys.json";
    private static final Map<String, Integer> ONE_OF_EACH = MadeBatch.everyProduct(1, 1);

    /** Transport keys that orders of bank-one need; its products are those of every issuer. */
    private static final Pattern OF_BANK_ONE = Pattern.compile("bank-one.kek1-p0|personalizer(-cbc)?.kek2-.*");

    @TempDir
    private Path folder;

    private final List<String> accepted = new ArrayList<>();
    private int refusedAtTheVault;
    private int refusedByTheJob;
    private int refusedInProduction;
    private int refusedBeforeTheBatch;
    private int vaults;
    private int vaultsFilled;

    @Tag("R18")
    @Row(
            claim = "a wrong key is refused before the first byte is written",
            wanted = "every key slot x every fault: 100 % refused, nothing written")
    @Test
    void every_fault_of_every_slot_is_refused(Evidence evidence) throws Exception {
        ArrayNode slots = (ArrayNode) new JsonMapper().readTree(SampleData.bytes("keys-test-only/" + SYMMETRIC));
        TestBureau bureau = new TestBureau(folder.resolve("bureau"));
        HomeDirectory.open(bureau.home());
        Path export = bureau.export("orders.csv", 1, ONE_OF_EACH);
        BatchTerms terms = new BatchTerms(HomeDirectory.open(bureau.home()));
        Set<String> used = new TreeSet<>(definedWith(slots, terms));
        used.add("bureau.test-seed");
        for (int i = 0; i < slots.size(); i++) {
            ObjectNode slot = (ObjectNode) slots.get(i);
            String name = slot.get("name").asString();
            refusedInProduction(slot);
            ObjectNode other = anotherOf(slots, slot);
            for (SlotFault fault : SlotFault.values()) {
                ArrayNode bad = with(slots, i, fault.in(slot, other));
                if (fault == SlotFault.OTHER_DIRECTION
                        && used.contains(name)
                        && OF_BANK_ONE.matcher(name).matches()) {
                    refusedByTheJob(bureau, export, bad, name + ": " + fault);
                } else if (fault != SlotFault.OTHER_DIRECTION && (used.contains(name) || !fault.isOfUse())) {
                    refused(bad, terms, name + ": " + fault);
                }
            }
        }
        assertThat(accepted).isEmpty();
        evidence.figure("slots", slots.size());
        evidence.figure("slots in use", used.size());
        evidence.figure("refused by the vault", refusedAtTheVault);
        evidence.figure("refused before the batch is taken", refusedBeforeTheBatch);
        evidence.figure("refused by the job", refusedByTheJob);
        evidence.figure("refused in production", refusedInProduction);
        evidence.figure("accepted", accepted.size());
        TestBureau sound = new TestBureau(folder.resolve("sound"));
        Path soundExport = sound.export("orders.csv", 1, Map.of("visa-sda", 1));
        install(sound, vault(slots));
        boolean made = prepared(sound, soundExport).kind() == BatchOutcome.Kind.DONE;
        evidence.control("the right keys are not refused", made && Files.exists(sound.out()));
        throughTheCommandLine(bureau, export);
    }

    /** Labels of the keys that batches of the issuers need. */
    private Set<String> definedWith(ArrayNode slots, BatchTerms terms) throws Exception {
        try (SecretBytes passphrase = OpenedHome.publishedTestPassphrase();
                SoftwareSecurityModule module = SoftwareSecurityModule.open(
                        KeyVault.open(vault(slots), passphrase), ModulePolicy.test(KeyName.of("bureau.test-seed")))) {
            return terms.keysOfAll(module);
        }
    }

    /** By the vault, or when the launcher defines the batch, which is before it takes it. */
    private void refused(ArrayNode slots, BatchTerms terms, String what) throws Exception {
        int vaultsBefore = vaultsFilled;
        try {
            definedWith(slots, terms);
            accepted.add(what);
        } catch (SecurityModuleException refused) {
            assertThat(refused.kind()).as(what).isEqualTo(SecurityModuleException.Kind.KEY_REFUSED);
            if (vaultsFilled == vaultsBefore) {
                refusedAtTheVault++;
            } else {
                refusedBeforeTheBatch++;
            }
        }
    }

    private static ObjectNode anotherOf(ArrayNode slots, ObjectNode slot) {
        return StreamSupport.stream(slots.spliterator(), false)
                .filter(other -> !other.equals(slot)
                        && other.get("algorithm").equals(slot.get("algorithm"))
                        && other.get("hex").asString().length()
                                == slot.get("hex").asString().length())
                .map(ObjectNode.class::cast)
                .findFirst()
                .orElseGet(() -> slot.deepCopy().put("hex", "7E".repeat(31) + "7F"));
    }

    private static ArrayNode with(ArrayNode slots, int at, ObjectNode changed) {
        ArrayNode copy = slots.deepCopy();
        copy.set(at, changed);
        return copy;
    }

    private static boolean isEmpty(Path directory) throws IOException {
        if (!Files.exists(directory)) {
            return true;
        }
        try (Stream<Path> files = Files.list(directory)) {
            return files.findAny().isEmpty();
        }
    }

    /** By the real job, with exit code 77, before it took the batch: nothing in the output directory, nothing in its own. */
    private void refusedByTheJob(TestBureau bureau, Path export, ArrayNode slots, String what) throws Exception {
        install(bureau, vault(slots));
        BatchOutcome outcome = prepared(bureau, export);
        if (outcome.exitCode() == 77
                && !Files.exists(bureau.out())
                && isEmpty(bureau.home().resolve("inbox"))) {
            refusedByTheJob++;
        } else {
            accepted.add(what + ": " + outcome.exitCode() + " " + outcome.message());
        }
    }

    private static BatchOutcome prepared(TestBureau bureau, Path export) throws Exception {
        try (OpenedHome home = OpenedHome.open(
                HomeDirectory.open(bureau.home()), OpenedHome.publishedTestPassphrase(), Progress.NONE)) {
            return home.pipeline().prepare(new BatchRequest(export, "bank-one", bureau.out()));
        }
    }

    /** A vault with these symmetric keys and the published RSA keys, which are checked once and copied from then on. */
    private Path vault(JsonNode symmetricKeys) throws IOException {
        Path directory = folder.resolve("vault-" + ++vaults);
        Path withRsaKeys = folder.resolve("rsa-keys");
        if (!KeyVault.exists(withRsaKeys)) {
            fill(withRsaKeys, "[]", true);
        }
        Files.createDirectory(directory);
        Files.copy(withRsaKeys.resolve("keys.vault"), directory.resolve("keys.vault"));
        fill(directory, symmetricKeys.toString(), false);
        vaultsFilled++;
        return directory;
    }

    private static void fill(Path directory, String symmetricKeys, boolean rsaKeys) {
        byte[] none = "[]".getBytes(StandardCharsets.UTF_8);
        try (SecretBytes passphrase = OpenedHome.publishedTestPassphrase();
                KeyVault vault = KeyVault.exists(directory)
                        ? KeyVault.open(directory, passphrase)
                        : KeyVault.create(directory, passphrase, PassphraseCost.LEAST)) {
            TestKeyImport.importAll(vault, name -> {
                if (name.equals(SYMMETRIC)) {
                    return symmetricKeys.getBytes(StandardCharsets.UTF_8);
                }
                return rsaKeys ? SampleData.bytes("keys-test-only/" + name) : none;
            });
        }
    }

    private static void install(TestBureau bureau, Path vault) throws Exception {
        Path keys = HomeDirectory.open(bureau.home()).vault();
        Files.createDirectories(keys);
        Files.move(vault.resolve("keys.vault"), keys.resolve("keys.vault"), StandardCopyOption.REPLACE_EXISTING);
    }

    /** A vault with this one test key is refused by the policy for real cards. */
    private void refusedInProduction(ObjectNode slot) {
        Path directory = folder.resolve("vault-" + ++vaults);
        fill(directory, "[" + slot + "]", false);
        try (SecretBytes passphrase = OpenedHome.publishedTestPassphrase();
                KeyVault vault = KeyVault.open(directory, passphrase)) {
            SoftwareSecurityModule.open(vault, ModulePolicy.production()).close();
            accepted.add(slot.get("name").asString() + " in production");
        } catch (SecurityModuleException refused) {
            assertThat(refused.kind()).isEqualTo(SecurityModuleException.Kind.KEY_REFUSED);
            refusedInProduction++;
        }
    }

    /** The published vault in a home that is marked production. */
    private void throughTheCommandLine(TestBureau bureau, Path export) throws Exception {
        Path settings = HomeDirectory.open(bureau.home()).config("cardwright.properties");
        Files.writeString(settings, "policy = production\nsoftware-module = accepted\n");
        Path passphrase = Files.write(folder.resolve("passphrase"), SampleData.bytes("keys-test-only/passphrase.txt"));
        Files.setPosixFilePermissions(passphrase, PosixFilePermissions.fromString("rw-------"));
        List<String> arguments = new ArrayList<>(List.of(bureau.prepare(export)));
        arguments.addAll(List.of("--passphrase-file", passphrase.toString()));
        Program.Ended ended = new Program(folder.resolve("logs")).run(arguments.toArray(new String[0]));
        assertThat(ended.exitCode()).as(ended.toString()).isEqualTo(77);
        assertThat(ended.err()).contains("published test key");
        Files.writeString(settings, "policy = production\n");
        ended = new Program(folder.resolve("logs-refused")).run(arguments.toArray(new String[0]));
        assertThat(ended.exitCode()).as(ended.toString()).isEqualTo(77);
        assertThat(ended.err()).contains("the software security module is refused under policy production");
    }
}
