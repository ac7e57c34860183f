package org.cardwright.pipeline.launch;

import java.util.Locale;
import java.util.Optional;
import org.cardwright.formats.bytes.ByteString;
import org.cardwright.pipeline.close.FirstArticle;
import org.cardwright.pipeline.ledger.FirstArticleWaitsException;
import org.cardwright.pipeline.ledger.FirstArticles;

/** The first cards of one batch in one run: remembers what it waits for, because the release is rolled back when it waits. */
final class FirstArticleGate implements FirstArticle {

    private final FirstArticles articles;
    private final String batch;
    private final int cardsPerGroup;
    private Optional<String> waiting = Optional.empty();

    FirstArticleGate(FirstArticles articles, String batch, int cardsPerGroup) {
        this.articles = articles;
        this.batch = batch;
        this.cardsPerGroup = cardsPerGroup;
    }

    @Override
    public int cardsPerGroup() {
        return cardsPerGroup;
    }

    @Override
    public void require(ByteString proof) {
        String digits = hex(proof);
        if (!articles.isApproved(batch, digits)) {
            waiting = Optional.of(digits);
            throw new FirstArticleWaitsException();
        }
    }

    static String hex(ByteString proof) {
        return proof.toHex().toLowerCase(Locale.ROOT);
    }

    @Override
    public void released() {
        articles.released(batch);
    }

    /** The hash that nobody has approved yet; empty when the run did not end at it. */
    Optional<String> waiting() {
        return waiting;
    }
}
