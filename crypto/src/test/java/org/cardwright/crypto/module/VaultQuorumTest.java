package org.cardwright.crypto.module;

import static org.assertj.core.api.Assertions.assertThat;
import static org.cardwright.crypto.module.ExchangeVault.secret;
import static org.cardwright.crypto.module.ModuleCalls.assertRefused;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.LocalDate;
import java.util.List;
import org.cardwright.crypto.ceremony.Quorum;
import org.cardwright.crypto.ceremony.Share;
import org.cardwright.crypto.ceremony.ShareJoin;
import org.cardwright.crypto.key.KeyAttributes;
import org.cardwright.crypto.key.KeyState;
import org.cardwright.crypto.key.SecretBytes;
import org.cardwright.crypto.module.KeyBackup.Comparison;
import org.cardwright.crypto.module.KeyBackup.Line;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A vault in the hands of its custodians: opened, given another passphrase, backed up and restored. */
class VaultQuorumTest {

    private static final VaultQuorum.Order ORDER =
            new VaultQuorum.Order("home", Quorum.DEFAULT, List.of("ada", "bob", "cleo", "dan", "eve"));

    @TempDir
    private Path home;

    private Path vault = Path.of("");
    private List<KeyAttributes> keys = List.of();
    private byte[] backup = {};
    private List<Share> shares = List.of();

    @BeforeEach
    void share() {
        vault = home.resolve("vault");
        try (KeyVault made = ExchangeVault.in(vault);
                SecretBytes passphrase = TestModule.passphrase()) {
            keys = made.keys();
            backup = KeyBackup.of(made);
            shares = VaultQuorum.share(vault, passphrase, ORDER);
        }
    }

    private ShareJoin joined(int... indices) {
        ShareJoin join = new ShareJoin();
        for (int index : indices) {
            try (SecretBytes text = shares.get(index - 1).text()) {
                join.enter(Share.parse(text));
            }
        }
        return join;
    }

    private static SecretBytes another() {
        return SecretBytes.adopt("chosen by the quorum".getBytes(StandardCharsets.US_ASCII));
    }

    private static VaultQuorum.NewPassphrase next() {
        return new VaultQuorum.NewPassphrase(another(), PassphraseCost.LEAST);
    }

    @Test
    void any_three_open_the_vault_without_its_passphrase() {
        for (int[] three : new int[][] {{1, 2, 3}, {1, 3, 5}, {5, 4, 2}}) {
            try (KeyVault opened = VaultQuorum.open(vault, joined(three))) {
                assertThat(opened.keys()).isEqualTo(keys);
            }
        }
        assertRefused(() -> VaultQuorum.open(vault, joined(1, 2)), "too few shares");
    }

    @Test
    void a_new_passphrase_takes_the_place_of_the_old_one_and_the_shares_stay_good() {
        VaultQuorum.changePassphrase(vault, joined(2, 3, 4), next());
        assertRefused(() -> KeyVault.open(vault, TestModule.passphrase()), "passphrase");
        try (KeyVault opened = KeyVault.open(vault, another())) {
            assertThat(opened.keys()).isEqualTo(keys);
        }
        try (KeyVault opened = VaultQuorum.open(vault, joined(1, 4, 5))) {
            assertThat(opened.keys()).isEqualTo(keys);
        }
    }

    @Test
    void shares_of_another_vault_or_of_a_rehearsal_open_nothing() {
        Path other = home.resolve("other");
        ExchangeVault.in(other).close();
        assertRefused(() -> VaultQuorum.open(other, joined(1, 2, 3)), "of another vault");
        assertRefused(() -> VaultQuorum.changePassphrase(other, joined(1, 2, 3), next()), "of another vault");
        shares = VaultQuorum.rehearsal(ORDER);
        assertRefused(() -> VaultQuorum.open(vault, joined(1, 2, 3)), "made to practise");
        assertRefused(() -> VaultQuorum.share(vault, another(), ORDER), "passphrase");
    }

    @Test
    void an_altered_vault_is_not_opened() throws IOException {
        Path file = vault.resolve("keys.vault");
        Files.writeString(file, Files.readString(file).replace("iterations=1", "iterations=2"));
        assertRefused(() -> VaultQuorum.open(vault, joined(1, 2, 3)), "altered");
    }

    @Test
    void a_drill_finds_every_key_good() {
        List<Line> lines = KeyBackup.drill(backup, joined(3, 4, 5), home.resolve("scratch"), keys);
        assertThat(lines).hasSize(keys.size()).allMatch(line -> line.comparison() == Comparison.GOOD);
    }

    @Test
    void a_drill_names_what_is_missing_different_or_unknown() {
        KeyAttributes changed = keys.get(0).becoming(KeyState.SUSPENDED);
        KeyAttributes newer = new KeyAttributes(
                ExchangeVault.NEW,
                changed.purpose(),
                changed.algorithm(),
                changed.bits(),
                changed.direction(),
                KeyState.ACTIVE,
                false,
                changed.checkValue(),
                changed.custody(),
                changed.term());
        List<Line> lines = KeyBackup.drill(backup, joined(1, 2, 3), home.resolve("scratch"), List.of(changed, newer));
        assertThat(lines)
                .contains(
                        new Line(changed.name(), Comparison.DIFFERENT),
                        new Line(ExchangeVault.NEW, Comparison.MISSING),
                        new Line(keys.get(1).name(), Comparison.UNKNOWN))
                .noneMatch(line -> line.comparison() == Comparison.GOOD);
    }

    @Test
    void a_destroyed_key_stays_destroyed() {
        try (KeyVault opened = VaultQuorum.open(vault, joined(1, 2, 3))) {
            LocalDate day = LocalDate.of(2026, 11, 22);
            opened.change(ExchangeVault.KEK1, key -> key.becoming(KeyState.DEACTIVATED));
            opened.change(ExchangeVault.KEK1, key -> key.awaitingDestruction(day));
            opened.change(ExchangeVault.KEK1, key -> key.destroyed(day));
            keys = opened.keys();
            backup = KeyBackup.of(opened);
        }
        assertThat(KeyBackup.drill(backup, joined(3, 4, 5), home.resolve("scratch"), keys))
                .allMatch(line -> line.comparison() == Comparison.GOOD)
                .anyMatch(line -> line.name().equals(ExchangeVault.KEK1));
        KeyBackup.restore(backup, joined(1, 2, 5), home.resolve("fresh"), next());
        try (KeyVault restored = KeyVault.open(home.resolve("fresh"), another())) {
            assertThat(restored.block(ExchangeVault.KEK1).holdsKey()).isFalse();
            assertThat(restored.keys()).isEqualTo(keys);
        }
    }

    @Test
    void an_altered_or_shortened_backup_and_one_of_another_vault_are_refused() {
        String text = new String(backup, StandardCharsets.US_ASCII);
        int lastKey = text.lastIndexOf("\nkey ");
        for (String wrong : List.of(
                text.replaceFirst("key D", "key B"),
                text.substring(0, lastKey) + text.substring(text.lastIndexOf("\nmac ")),
                text.replaceFirst("keys 6", "keys 5"),
                text + "\n",
                text.substring(0, text.length() - 70),
                "")) {
            assertRefused(() -> drill(wrong.getBytes(StandardCharsets.US_ASCII)), "");
        }
        String fewer =
                text.substring(0, lastKey).replace("keys 6", "keys 5") + text.substring(text.lastIndexOf("\nmac "));
        assertRefused(() -> drill(fewer.getBytes(StandardCharsets.US_ASCII)), "altered");
        try (KeyVault other = ExchangeVault.in(home.resolve("other"))) {
            assertRefused(() -> drill(KeyBackup.of(other)), "of another vault");
        }
    }

    private void drill(byte[] content) {
        KeyBackup.drill(content, joined(1, 2, 3), home.resolve("scratch"), keys);
    }

    @Test
    void a_lost_vault_comes_back_whole_and_never_over_another_one() {
        Path fresh = home.resolve("fresh");
        KeyBackup.restore(backup, joined(1, 2, 5), fresh, next());
        try (KeyVault restored = KeyVault.open(fresh, another())) {
            assertThat(restored.keys()).isEqualTo(keys);
            KeyAttributes kek = restored.find(ExchangeVault.KEK1).orElseThrow();
            try (SecretBytes clear = restored.open(restored.block(kek.name()));
                    SecretBytes known = secret(ExchangeVault.CLEAR.get(ExchangeVault.KEK1))) {
                assertThat(clear).isEqualTo(known);
            }
            assertThat(KeyBackup.drill(KeyBackup.of(restored), joined(2, 3, 4), home.resolve("s"), keys))
                    .allMatch(line -> line.comparison() == Comparison.GOOD);
        }
        assertRefused(() -> KeyBackup.restore(backup, joined(1, 2, 5), fresh, next()), "there is a vault already");
    }
}
