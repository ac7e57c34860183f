package org.cardwright.pipeline.ledger;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class PositionTest {

    @Test
    void comes_back_from_its_text() {
        Position position =
                Position.START.with("prepared.bytes", 12_345_678_901L).with("file/debit.blue/chip.cps", 0);

        assertThat(Position.parse(position.text())).isEqualTo(position);
        assertThat(Position.parse("")).isEqualTo(Position.START);
        assertThat(position.under("file/")).isEqualTo(Map.of("debit.blue/chip.cps", 0L));
        assertThat(position.get("absent")).isZero();
    }

    @ParameterizedTest
    @ValueSource(strings = {"a", "a=", "=1", "a=-1", "a=1;", "a=1;;b=2", "a b=1", "a=99999999999999999999"})
    void refuses_a_text_that_is_none(String text) {
        assertThatThrownBy(() -> Position.parse(text)).isInstanceOf(IllegalStateException.class);
    }
}
