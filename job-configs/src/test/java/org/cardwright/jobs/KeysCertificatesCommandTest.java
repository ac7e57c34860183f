package org.cardwright.jobs;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Path;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What ends when: certificates of the shipped home end on 2039-12-31, its cards live for five years. */
class KeysCertificatesCommandTest {

    @TempDir
    private static Path directory;

    private static EditableHome home;

    @BeforeAll
    static void one_authority_ends_as_well() throws IOException {
        home = EditableHome.in(directory);
        home.edit(
                "ca-public-keys.json",
                "\"hash\": \"06C11D4F4CF0236A2D61D8B97F69B6642D77691B\"",
                "\"hash\": \"06C11D4F4CF0236A2D61D8B97F69B6642D77691B\", \"expires\": \"2038-12-31\"");
    }

    /** A card of full term may be made until 2034-12-31. */
    @ParameterizedTest
    @CsvSource({
        "2034-07-03, 181, ''",
        "2034-07-04, 180, days 180",
        "2034-10-01, 91, days 180",
        "2034-10-02, 90, days 90",
        "2034-11-30, 31, days 90",
        "2034-12-01, 30, days 30",
        "2034-12-31, 0, days 30",
        "2035-01-01, -1, cards outlive it",
        "2039-12-31, -1826, cards outlive it",
        "2040-01-01, -1827, expired",
    })
    void alarms_when_cards_of_full_term_cannot_be_made_for_long(String on, String days, String alarm) {
        Ran ran = Ran.command(
                "keys", "certificates", "--on", on, "--home", home.root().toString());

        assertThat(ran.exitCode()).as(ran.toString()).isZero();
        assertThat(ran.out())
                .containsPattern("issuer certificate +bank-one.visa +2039-12-31 +5 years +2034-12-31 +" + days + " +"
                        + alarm + " +dual-interface payment-loyalty visa-dda visa-sda visa-sign\n");
    }

    @Test
    void an_authority_whose_end_is_known_alarms_too() {
        Ran ran = Ran.command(
                "keys",
                "certificates",
                "--on",
                "2033-12-31",
                "--home",
                home.root().toString());

        assertThat(ran.out())
                .containsPattern("ca key +A000000003-E0, 1408 bits +2038-12-31 +5 years +2033-12-31 +0 +days 30 +dual")
                .containsPattern("ca key +A000000004-E0, 1408 bits +not known +5 years +mc-cda")
                .endsWith("alarms: 1 on 2033-12-31\n");
    }

    @Test
    void lists_the_same_as_one_object() {
        Ran ran = Ran.command(
                "keys",
                "certificates",
                "--on",
                "2033-12-31",
                "--json",
                "--home",
                home.root().toString());

        JsonAnswer.requireOneObject(ran.out());
        assertThat(ran.out())
                .startsWith(
                        "{\"outcome\":\"listed\",\"exit_code\":0,\"on\":\"2033-12-31\",\"alarms\":1,\"certificates\":["
                                + "{\"kind\":\"CA_KEY\",\"name\":\"A000000003-E0, 1408 bits\",\"ends\":\"2038-12-31\","
                                + "\"longest_card_years\":5,\"full_term_until\":\"2033-12-31\",\"days_left\":0,"
                                + "\"alarm\":\"DAYS_30\",\"products\":[")
                .contains("\"name\":\"A000000003-E1, 1984 bits\",\"longest_card_years\":0,\"alarm\":\"NONE\"");
    }

    @Test
    void refuses_a_day_that_is_none() {
        assertThat(Ran.command(
                                "keys",
                                "certificates",
                                "--on",
                                "soon",
                                "--home",
                                home.root().toString())
                        .exitCode())
                .isEqualTo(64);
    }
}
