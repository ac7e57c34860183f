package org.cardwright.formats.profile;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.Random;
import org.cardwright.formats.Seeds;
import org.cardwright.formats.bytes.ByteString;
import org.cardwright.formats.profile.explain.ProfileExplanation;
import org.cardwright.formats.profile.lint.ProfileLinter;
import org.cardwright.formats.tlv.Mutator;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** R11: a damaged profile is a product that can be linted and explained, or a refusal that names the file. */
@Tag("R11")
class ProfileFuzzTest {

    private static final long CASES_IN_EVERY_BUILD = 150;

    /** Replaced by each other: closer to what people do than single bytes. */
    private static final String[] WORDS = {
        "CONTACT",
        "CONTACTLESS",
        "signed",
        "SDA",
        "DDA",
        "CDA",
        "hex",
        "text",
        "82",
        "94",
        "9F46",
        "93",
        "5A",
        "A5",
        "BF0C",
        "{",
        "}",
        "8000",
        "9000",
        "true",
        "false",
        "1024",
        "0",
        "-1",
        "A",
        "C",
        "${issuer}",
        "2022-01-01",
        "<",
        "/>",
        "\"",
        "always",
        "next"
    };

    @TempDir
    private Path directory;

    @ParameterizedTest
    @ValueSource(
            strings = {
                "products/golden-visa.xml",
                "products/golden-mc.xml",
                "risk/golden-visa.xml",
                "chips/chips.xml",
                "certificates/golden-visa.xml"
            })
    void gives_a_product_or_a_declared_refusal(String file) {
        EditableProfiles profiles = EditableProfiles.in(directory);
        String good = profiles.read(file);
        Seeds.forEachCase(CASES_IN_EVERY_BUILD, random -> {
            profiles.write(file, random.nextBoolean() ? reworded(random, good) : damaged(random, good));
            check(profiles);
        });
    }

    private static void check(EditableProfiles profiles) {
        try {
            for (EffectiveProduct product : profiles.load().all(EditableProfiles.TODAY)) {
                assertThat(new ProfileLinter(EditableProfiles.TODAY).lint(product))
                        .isNotNull();
                assertThat(ProfileExplanation.of(product).text()).isNotEmpty();
            }
        } catch (MalformedProfileException refused) {
            assertThat(refused.file()).endsWith(".xml");
        }
    }

    private static String damaged(Random random, String good) {
        ByteString bytes = ByteString.of(good.getBytes(StandardCharsets.UTF_8));
        return new String(Mutator.mutate(random, bytes).toByteArray(), StandardCharsets.UTF_8);
    }

    private static String reworded(Random random, String good) {
        String word = WORDS[random.nextInt(WORDS.length)];
        int at = good.indexOf(word, random.nextInt(good.length()));
        if (at < 0) {
            return good.replace(word, WORDS[random.nextInt(WORDS.length)]);
        }
        return good.substring(0, at) + WORDS[random.nextInt(WORDS.length)] + good.substring(at + word.length());
    }
}
