package org.cardwright.pipeline.close;

import org.cardwright.formats.bytes.ByteString;
import org.cardwright.pipeline.ledger.FirstArticleWaitsException;

/** Port: whether people have seen the first cards of a batch before it is released. C-01. */
public interface FirstArticle {

    /** Nobody needs to see any. */
    FirstArticle NONE = new FirstArticle() {
        @Override
        public int cardsPerGroup() {
            return 0;
        }

        @Override
        public void require(ByteString proof) {}

        @Override
        public void released() {}
    };

    /** How many cards of each product and plastic are shown; 0 for none. */
    int cardsPerGroup();

    /**
     * Lets the release go on, or not.
     *
     * @param proof hash over the record MACs of these cards
     * @throws FirstArticleWaitsException when two persons have not approved exactly these cards
     */
    void require(ByteString proof);

    /** Uses up what was approved; belongs into the transaction that closes the release. */
    void released();
}
