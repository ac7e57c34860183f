package org.cardwright.jobs.scorecard;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.stream.Stream;
import org.cardwright.jobs.home.HomeDirectory;
import org.cardwright.jobs.sample.TestVault;
import org.cardwright.jobs.wiring.OpenedHome;
import org.cardwright.pipeline.drop.DropService;
import org.cardwright.pipeline.ledger.Drop;
import org.cardwright.pipeline.ledger.DropState;
import org.cardwright.pipeline.step.Progress;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** R15: whatever is done to the folders of issuers, nothing of the bureau's own is read and nothing that is not whole is taken. */
class DropAttackTest {

    private static final Duration POLL = Duration.ofMillis(5);
    private static final Duration PATIENCE = Duration.ofMinutes(2);
    private static final long ATTACK_MS = 200;
    private static final String PLAIN = "plain.csv";

    @TempDir
    private Path folder;

    private long escapes;
    private final List<String> torn = new ArrayList<>();
    private long unjudged;
    private long taken;
    private long quarantined;

    @Tag("R15")
    @Row(
            claim = "attacks on the folder of an issuer reach nothing else, and no half file is taken",
            wanted = "12 cases and more x 50 races: 0 escapes, 0 partial reads")
    @Test
    void nothing_escapes_and_nothing_is_torn(Evidence evidence) throws Exception {
        HomeDirectory home = HomeDirectory.open(TestVault.in(folder.resolve("home")));
        int races = evidence.size(2, 50);
        try (OpenedHome opened = OpenedHome.open(home, OpenedHome.publishedTestPassphrase(), Progress.NONE)) {
            for (int race = 0; race < races; race++) {
                race(opened, Files.createDirectory(folder.resolve("race-" + race)));
                evidence.progress("race " + (race + 1) + ", " + taken + " taken, " + quarantined + " quarantined");
            }
            assertNothingEscaped(home.inbox());
        }
        evidence.figure("cases", DropAttack.values().length);
        evidence.figure("races of each", races);
        evidence.figure("files taken whole", taken);
        evidence.figure("files in quarantine", quarantined);
        evidence.figure("written by a call longer than the quiet time", unjudged);
        evidence.figure("escapes", escapes);
        evidence.figure("partial reads", torn.size());
        assertThat(escapes).isZero();
        assertThat(torn).isEmpty();
        assertThat(taken).isPositive();
        assertThat(quarantined).isPositive();
        plant(evidence);
    }

    /** All cases at once, each in its folder of one service. */
    private void race(OpenedHome home, Path root) throws Exception {
        Map<DropAttack, DropGround> grounds = new EnumMap<>(DropAttack.class);
        for (DropAttack attack : DropAttack.values()) {
            DropGround ground = new DropGround(root.resolve(attack.name()));
            grounds.put(attack, attack == DropAttack.PIPE_SWAPPED ? ground.withPipes() : ground);
        }
        long before = home.pipeline().drops().journal().lastNumber();
        DropService service = new DropService(
                home.pipeline(),
                new DropService.Terms(
                        grounds.entrySet().stream()
                                .map(one -> one.getValue().agreed(one.getKey().isTakenAtSight()))
                                .toList(),
                        folder.resolve("out"),
                        POLL,
                        news -> {}));
        CompletableFuture<Void> watching = CompletableFuture.runAsync(() -> watch(service));
        List<CompletableFuture<Void>> attacks = new ArrayList<>();
        grounds.forEach((attack, ground) -> attacks.add(CompletableFuture.runAsync(() -> strike(attack, ground))));
        Thread.sleep(ATTACK_MS);
        grounds.values().forEach(DropGround::end);
        CompletableFuture.allOf(attacks.toArray(CompletableFuture[]::new)).join();
        for (DropGround ground : grounds.values()) {
            ground.drop(PLAIN);
        }
        long deadline = System.nanoTime() + PATIENCE.toNanos();
        while (!watching.isDone() && !areAllTaken(home, before, grounds.size()) && System.nanoTime() < deadline) {
            Thread.sleep(50);
        }
        assertThat(areAllTaken(home, before, grounds.size()))
                .as("every folder serves again")
                .isTrue();
        service.end();
        watching.join();
        judge(home.pipeline().drops().journal().list(Optional.empty()), before, grounds);
    }

    private static void watch(DropService service) {
        try {
            service.watch(() -> {});
        } catch (IOException failed) {
            throw new UncheckedIOException(failed);
        }
    }

    private static void strike(DropAttack attack, DropGround ground) {
        try {
            attack.on(ground);
        } catch (IOException failed) {
            throw new UncheckedIOException(attack.name(), failed);
        } catch (InterruptedException ended) {
            Thread.currentThread().interrupt();
        }
    }

    /** After every attack each folder serves its issuer again. */
    private static boolean areAllTaken(OpenedHome home, long before, int folders) throws IOException {
        return home.pipeline().drops().journal().list(Optional.empty()).stream()
                        .filter(drop ->
                                drop.number() > before && drop.of().name().equals(PLAIN))
                        .filter(drop -> drop.state().isOver())
                        .count()
                == folders;
    }

    private void judge(List<Drop> journal, long before, Map<DropAttack, DropGround> grounds) throws IOException {
        for (Drop drop : journal) {
            if (drop.number() > before && !drop.of().sha256().isEmpty()) {
                taken++;
                boolean whole = isWhole(drop.of().sha256(), grounds);
                boolean halted = grounds.values().stream()
                        .anyMatch(ground -> ground.isHalted(drop.of().name()));
                unjudged += !whole && halted ? 1 : 0;
                if (!whole && !halted) {
                    torn.add(drop.words());
                }
            } else if (drop.number() > before) {
                quarantined++;
                assertThat(drop.state()).isEqualTo(DropState.QUARANTINED);
                assertThat(drop.reason()).startsWith("D-10");
            }
        }
        for (DropGround ground : grounds.values()) {
            escapes += ground.isElsewhereUntouched() ? 0 : 1;
        }
    }

    private static boolean isWhole(String sha256, Map<DropAttack, DropGround> grounds) {
        return grounds.values().stream().anyMatch(ground -> ground.wasWhole(sha256));
    }

    private void assertNothingEscaped(Path inbox) throws IOException {
        try (Stream<Path> walk = Files.walk(inbox)) {
            for (Path file : walk.filter(Files::isRegularFile).toList()) {
                escapes += DropGround.isSecret(Files.readAllBytes(file)) ? 1 : 0;
            }
        }
    }

    /** A reader that follows links, and one that stops half-way. */
    private void plant(Evidence evidence) throws IOException {
        DropGround ground = new DropGround(folder.resolve("planted"));
        Path link = Files.createSymbolicLink(ground.file("a.csv"), ground.secret());
        evidence.control("a link that is followed", DropGround.isSecret(Files.readAllBytes(link)));
        byte[] content = ground.content();
        byte[] half = Arrays.copyOf(content, content.length / 2);
        evidence.control(
                "half a file",
                ground.wasWhole(DropGround.sha256(content)) && !ground.wasWhole(DropGround.sha256(half)));
        Files.delete(ground.elsewhere().resolve("plain.csv"));
        Files.writeString(ground.elsewhere().resolve("plain.csv"), "changed");
        evidence.control("a changed file of the bureau", !ground.isElsewhereUntouched());
    }
}
