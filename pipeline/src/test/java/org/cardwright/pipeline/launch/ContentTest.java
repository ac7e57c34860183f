package org.cardwright.pipeline.launch;

import static org.assertj.core.api.Assertions.assertThat;

import ch.qos.logback.classic.Level;
import ch.qos.logback.classic.Logger;
import ch.qos.logback.classic.spi.ILoggingEvent;
import ch.qos.logback.classic.spi.ThrowableProxyUtil;
import ch.qos.logback.core.read.ListAppender;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.stream.Stream;
import org.cardwright.formats.bytes.ByteString;
import org.cardwright.perso.file.PersoRecord;
import org.cardwright.pipeline.step.CardProcessing;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.slf4j.LoggerFactory;

/** Card data stand in the issuer's file and in the sealed output, and nowhere else; not even when our own code fails. */
class ContentTest {

    private static final int ORDERS = 60;
    private static final String CANARY = Home.pan(1, 17, 0);

    private final ListAppender<ILoggingEvent> log = new ListAppender<>();
    private final Logger root = (Logger) LoggerFactory.getLogger(org.slf4j.Logger.ROOT_LOGGER_NAME);
    private final Logger spring = (Logger) LoggerFactory.getLogger("org.springframework");

    @TempDir
    private Path directory;

    @BeforeEach
    void listen() {
        spring.setLevel(Level.DEBUG);
        log.start();
        root.addAppender(log);
        root.getAppender("console").stop();
    }

    @AfterEach
    void stop_listening() {
        root.detachAppender(log);
        root.getAppender("console").start();
        spring.setLevel(Level.OFF);
    }

    @Test
    void an_exception_that_quotes_a_card_number_is_neither_stored_nor_logged() throws Exception {
        Home home = new Home(directory);
        Path export = home.export("orders.txt", 1, ORDERS);
        LineDefinition quotingArrow = new LineDefinition("1", ContentTest::quoting, release -> release);
        LineDefinition quotingWriter = new LineDefinition("1", p -> p, release -> new WrappedRelease(release) {
            @Override
            public void append(List<PersoRecord> records) throws IOException {
                throw new IOException("cannot write " + CANARY);
            }
        });

        BatchOutcome first = run(home, export, quotingArrow);
        BatchOutcome second = run(home, export, quotingWriter);
        assertThat(hits(home)).isEmpty();
        assertThat(first.kind()).isEqualTo(BatchOutcome.Kind.INTERNAL);
        assertThat(first.toString() + second).doesNotContain(CANARY);

        assertThat(home.prepare(export).kind()).isEqualTo(BatchOutcome.Kind.DONE);
        assertThat(hits(home)).isEmpty();
    }

    @Test
    void a_planted_card_number_is_found() throws Exception {
        Home home = new Home(directory);
        assertThat(hits(home)).isEmpty();
        for (String form : forms()) {
            Path planted = directory.resolve("work").resolve("planted");
            Files.writeString(planted, "x" + form + "x", StandardCharsets.ISO_8859_1);
            assertThat(hits(home)).hasSize(1);
            Files.delete(planted);
        }
        root.error("planted {}", CANARY);
        assertThat(hits(home)).hasSize(1);
    }

    @Test
    void execution_contexts_hold_text_not_java_objects() throws Exception {
        Home home = new Home(directory);
        home.prepare(home.export("orders.txt", 1, ORDERS));

        assertThat(Query.column(home, "select SHORT_CONTEXT from BATCH_STEP_EXECUTION_CONTEXT"))
                .hasSize(4)
                .allMatch(context -> context.startsWith("{"));
        assertThat(Query.column(home, "select PARAMETER_NAME from BATCH_JOB_EXECUTION_PARAMS"))
                .containsExactly("batch");
    }

    private static BatchOutcome run(Home home, Path export, LineDefinition definition) throws IOException {
        try (Pipeline pipeline = home.open(definition)) {
            return pipeline.prepare(home.request(export));
        }
    }

    private static CardProcessing quoting(CardProcessing processing) {
        return slice -> {
            if (slice.stream()
                    .anyMatch(card -> card.application().pan().digits().equals(CANARY))) {
                throw new IllegalArgumentException("cannot make " + CANARY);
            }
            return processing.process(slice);
        };
    }

    /** Database, work files and log; the inbox copy and the sealed output are where card data belong. */
    private List<String> hits(Home home) throws IOException {
        List<String> hits = new ArrayList<>();
        for (String place : List.of("database", "work")) {
            try (Stream<Path> walk = Files.walk(home.root().resolve(place))) {
                for (Path file : walk.filter(Files::isRegularFile).toList()) {
                    addIfHit(hits, file.toString(), Files.readString(file, StandardCharsets.ISO_8859_1));
                }
            }
        }
        for (ILoggingEvent event : List.copyOf(log.list)) {
            String trace =
                    event.getThrowableProxy() == null ? "" : ThrowableProxyUtil.asString(event.getThrowableProxy());
            addIfHit(hits, "log", event.getFormattedMessage() + trace);
        }
        return hits;
    }

    private static void addIfHit(List<String> hits, String place, String content) {
        if (forms().stream().anyMatch(content::contains)) {
            hits.add(place);
        }
    }

    private static List<String> forms() {
        byte[] ascii = CANARY.getBytes(StandardCharsets.US_ASCII);
        byte[] packed = ByteString.fromHex(CANARY).toByteArray();
        String hex = ByteString.of(ascii).toHex();
        return List.of(
                CANARY,
                new String(packed, StandardCharsets.ISO_8859_1),
                hex,
                hex.toLowerCase(Locale.ROOT),
                new String(CANARY.getBytes(StandardCharsets.UTF_16BE), StandardCharsets.ISO_8859_1));
    }
}
