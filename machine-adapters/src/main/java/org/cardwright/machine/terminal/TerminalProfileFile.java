package org.cardwright.machine.terminal;

import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.io.Reader;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.time.LocalDate;
import java.util.Arrays;
import java.util.List;
import java.util.Objects;
import java.util.Properties;
import java.util.Set;
import org.cardwright.formats.bytes.ByteString;
import org.cardwright.formats.emv.IssuerActionCode;
import org.cardwright.machine.terminal.TerminalProfile.ActionCodes;
import org.cardwright.machine.terminal.TerminalProfile.Application;
import org.cardwright.machine.terminal.TerminalProfile.RandomSelection;

/** Reads a terminal from its properties; an unknown or missing one is refused. */
final class TerminalProfileFile {

    private static final String SHIPPED = "test-terminal.properties";
    private static final Set<String> NAMES = Set.of(
            "terminal-type",
            "terminal-capabilities",
            "additional-terminal-capabilities",
            "country-code",
            "currency-code",
            "currency-exponent",
            "floor-limit",
            "random-selection-percent",
            "random-selection-maximum-percent",
            "random-selection-threshold",
            "applications",
            "default-ddol",
            "action-code-denial",
            "action-code-online",
            "action-code-default");

    private final Properties properties;

    private TerminalProfileFile(Properties properties) {
        this.properties = properties;
    }

    static TerminalProfile shipped(LocalDate today) {
        try (InputStream in = Objects.requireNonNull(TerminalProfileFile.class.getResourceAsStream(SHIPPED));
                Reader text = new InputStreamReader(in, StandardCharsets.UTF_8)) {
            return read(text, today);
        } catch (IOException broken) {
            throw new UncheckedIOException(broken);
        }
    }

    /** A terminal; {@link IllegalArgumentException} names the property that is wrong. */
    static TerminalProfile read(Reader text, LocalDate today) throws IOException {
        Properties properties = new Properties();
        properties.load(text);
        if (!properties.stringPropertyNames().equals(NAMES)) {
            throw new IllegalArgumentException("a terminal has exactly the properties " + NAMES);
        }
        return new TerminalProfileFile(properties).profile(today);
    }

    private TerminalProfile profile(LocalDate today) {
        return new TerminalProfile(
                hex("terminal-type", 1),
                hex("terminal-capabilities", 3),
                hex("additional-terminal-capabilities", 5),
                hex("country-code", 2),
                hex("currency-code", 2),
                hex("currency-exponent", 1),
                number("floor-limit"),
                new RandomSelection(
                        (int) number("random-selection-percent"),
                        (int) number("random-selection-maximum-percent"),
                        number("random-selection-threshold")),
                applications(),
                ByteString.fromHex(text("default-ddol")),
                new ActionCodes(
                        actionCode("action-code-denial"),
                        actionCode("action-code-online"),
                        actionCode("action-code-default")),
                today);
    }

    private List<Application> applications() {
        return Arrays.stream(text("applications").split(" +", -1))
                .map(TerminalProfileFile::application)
                .toList();
    }

    private static Application application(String word) {
        String[] parts = word.split("/", -1);
        if (parts.length != 2) {
            throw new IllegalArgumentException("applications: AID/version, separated by blanks");
        }
        boolean partial = parts[0].endsWith("*");
        ByteString aid = ByteString.fromHex(partial ? parts[0].substring(0, parts[0].length() - 1) : parts[0]);
        return new Application(aid, ByteString.fromHex(parts[1]), partial);
    }

    private IssuerActionCode actionCode(String name) {
        return new IssuerActionCode(hex(name, 5));
    }

    private ByteString hex(String name, int bytes) {
        ByteString value = ByteString.fromHex(text(name));
        if (value.size() != bytes) {
            throw new IllegalArgumentException(name + ": bytes " + value.size() + ", required " + bytes);
        }
        return value;
    }

    private long number(String name) {
        if (!text(name).matches("[0-9]{1,12}")) {
            throw new IllegalArgumentException(name + ": up to 12 digits");
        }
        return Long.parseLong(text(name));
    }

    private String text(String name) {
        return properties.getProperty(name, "").strip();
    }
}
