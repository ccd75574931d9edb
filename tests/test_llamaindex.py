"""The adapters keep what they adapt: vectors, passages, ranking, citations."""

import asyncio
from dataclasses import dataclass, replace
from decimal import Decimal

import numpy as np
import pytest
from llama_index.core.ingestion import IngestionPipeline
from llama_index.core.llms.mock import MockLLM
from llama_index.core.query_engine import RetrieverQueryEngine
from llama_index.core.response_synthesizers.no_text import NoText
from llama_index.core.schema import Document as LlamaDocument
from llama_index.core.schema import MetadataMode
from llama_index.core.settings import Settings

from ipqa.contract import answer_to_json
from ipqa.llamaindex import IpqaEmbedding, IpqaQueryEngine, IpqaRetriever, IpqaSplitter, from_llama, to_llama
from ipqa.models.embedder import Embedder, load_embedder
from ipqa.records import Answer, Calculation, Citation, Document, Hit, Page, Passage, Section, Table
from ipqa.splitting import rendering, split

HEADING = "一、专利质押融资\n"
BODY = "企业以专利权出质的，由银行受理。单笔贷款不超过500万元。\n"
SECOND = "二、商标\n"
SECOND_BODY = "商标注册由国家知识产权局负责。\n"
TEXT = HEADING + BODY + SECOND + SECOND_BODY
A, B, C = len(HEADING), len(HEADING + BODY), len(HEADING + BODY + SECOND)
DOCUMENT = Document(
    id="d1",
    version="v1",
    source="办法.pdf",
    collection="public",
    title="质押融资办法",
    media_type="application/pdf",
    text=TEXT,
    pages=(Page(1, 0, B), Page(2, B, len(TEXT))),
    sections=(
        Section(1, ("一、专利质押融资",), 0, A, B),
        Section(1, ("二、商标",), B, C, len(TEXT)),
    ),
)
WITH_TABLE = Document(
    "d2",
    "v2",
    "表.docx",
    "public",
    "表",
    "text/plain",
    "项目\t数量\n",
    tables=(Table(0, 6, None, (((0, 2), (3, 5)),)),),
)


@dataclass(frozen=True, slots=True)
class OverlapSearcher:
    """Ranks passages by how many characters of the question they hold; ties in reading order."""

    document: Document

    def search(self, question: str, k: int) -> list[Hit]:
        hits = [self._hit(passage, question) for passage in split(self.document)]
        return sorted(hits, key=lambda hit: -hit.score)[:k]

    def _hit(self, passage: Passage, question: str) -> Hit:
        text = self.document.text[passage.start : passage.end]
        page = self.document.page_at(passage.start)
        score = float(len(set(question) & set(text)))
        return Hit(passage, score, self.document.title, self.document.source, "public", page, text)


@dataclass(frozen=True, slots=True)
class QuotingAsker:
    """Answers every question with the same two quotes."""

    def ask(self, question: str) -> Answer:
        quotes = ("单笔贷款不超过500万元", "由银行受理")
        citations = tuple(
            Citation(n, "d1", "质押融资办法", "办法.pdf", "public", ("一、专利质押融资",), 1, i, i + len(quote), quote)
            for n, quote in enumerate(quotes, 1)
            for i in [TEXT.index(quote)]
        )
        calculation = Calculation("500 万元", (), Decimal("500"), "万元")
        return Answer("a", 3, question, question, "near_miss", "不超过500万元。[1][2]", citations, (), calculation)


@pytest.fixture(scope="module")
def embedder() -> Embedder:
    return load_embedder("embedded")


def test_embedding_gives_the_embedders_vectors(embedder: Embedder) -> None:
    adapter = IpqaEmbedding(embedder)
    texts = ["专利权质押登记", "商标注册", ""]
    assert adapter.model_name == embedder.name
    assert np.array_equal(np.array(adapter.get_text_embedding_batch(texts), np.float32), embedder.embed_passages(texts))
    assert np.array_equal(
        np.array(adapter.get_query_embedding("什么是专利？"), np.float32), embedder.embed_questions(["什么是专利？"])[0]
    )
    assert asyncio.run(adapter.aget_query_embedding("什么是专利？")) == adapter.get_query_embedding("什么是专利？")
    assert asyncio.run(adapter.aget_text_embedding_batch(texts)) == adapter.get_text_embedding_batch(texts)


def test_splitter_gives_the_passages_of_splitting() -> None:
    nodes = IpqaSplitter()([to_llama(DOCUMENT)])
    passages = split(DOCUMENT)
    assert [n.node_id for n in nodes] == [p.id for p in passages]
    for node, passage in zip(nodes, passages, strict=True):
        assert node.get_content(MetadataMode.NONE) == TEXT[passage.start : passage.end]
        assert node.get_content(MetadataMode.EMBED) == rendering(DOCUMENT, passage)
        assert node.get_content(MetadataMode.LLM) == rendering(DOCUMENT, passage)
        assert node.metadata["section"] == list(passage.section)
        assert node.metadata["page"] == DOCUMENT.page_at(passage.start)
        assert (node.metadata["start"], node.metadata["end"]) == (passage.start, passage.end)
        assert node.ref_doc_id == "d1"
    assert [n.metadata["page"] for n in nodes] == [1, 2]


@pytest.mark.parametrize("document", [DOCUMENT, WITH_TABLE], ids=["pages and sections", "tables"])
def test_documents_survive_the_way_through_llama_index(document: Document) -> None:
    there = LlamaDocument.from_dict(to_llama(document).to_dict())
    assert from_llama(there, "other") == document


def test_a_document_of_another_reader_is_named_after_its_file() -> None:
    foreign = LlamaDocument(id_="x", text=BODY, metadata={"file_name": "a.txt", "author": "甲"})
    (node,) = IpqaSplitter(collection="internal")([foreign])
    assert node.get_content(MetadataMode.NONE) == BODY.strip()
    assert node.metadata["title"] == node.metadata["source"] == "a.txt"
    assert (node.metadata["collection"], node.metadata["author"]) == ("internal", "甲")


def test_splitter_and_embedding_run_in_the_stock_pipeline(embedder: Embedder) -> None:
    pipeline = IngestionPipeline(transformations=[IpqaSplitter(), IpqaEmbedding(embedder)])
    nodes = pipeline.run(documents=[to_llama(DOCUMENT)])
    expected = embedder.embed_passages([rendering(DOCUMENT, p) for p in split(DOCUMENT)])
    assert np.array_equal(np.array([n.embedding for n in nodes], np.float32), expected)


def test_stock_query_engine_keeps_the_ranking() -> None:
    searcher = OverlapSearcher(DOCUMENT)
    retriever = IpqaRetriever(searcher, k=5)
    engine = RetrieverQueryEngine(
        retriever,
        response_synthesizer=NoText(llm=MockLLM(), callback_manager=retriever.callback_manager),
        callback_manager=retriever.callback_manager,
    )
    question = "商标注册由谁负责？"
    hits = searcher.search(question, 5)
    nodes = engine.query(question).source_nodes
    assert [(n.node.node_id, n.score, n.node.get_content()) for n in nodes] == [
        (h.passage.id, h.score, h.text) for h in hits
    ]
    assert [n.metadata["section"] for n in nodes] == [["二、商标"], ["一、专利质押融资"]]
    top = hits[0]
    assert nodes[0].metadata == {
        "title": "质押融资办法",
        "section": ["二、商标"],
        "page": 2,
        "source": "办法.pdf",
        "collection": "public",
        "document_id": "d1",
        "start": top.passage.start,
        "end": top.passage.end,
    }


def test_retriever_asks_for_k_and_keeps_hits_with_equal_texts() -> None:
    twice = replace(DOCUMENT, text=SECOND + SECOND_BODY + SECOND + SECOND_BODY, pages=())
    half = len(SECOND + SECOND_BODY)
    sections = (
        Section(1, ("二、商标",), 0, len(SECOND), half),
        Section(1, ("二、商标",), half, half + len(SECOND), 2 * half),
    )
    searcher = OverlapSearcher(replace(twice, sections=sections))
    assert [n.metadata["start"] for n in IpqaRetriever(searcher).retrieve("商标")] == [0, half]
    assert [n.metadata["start"] for n in IpqaRetriever(searcher, k=1).retrieve("商标")] == [0]


def test_query_engine_carries_text_citations_and_status() -> None:
    response = IpqaQueryEngine(QuotingAsker()).query("单笔贷款最多多少？")
    answer = QuotingAsker().ask("单笔贷款最多多少？")
    assert str(response) == "不超过500万元。[1][2]"
    assert response.metadata == answer_to_json(answer)
    assert response.metadata["status"] == "near_miss"
    assert [(n.metadata["number"], n.node.get_content()) for n in response.source_nodes] == [
        (1, "单笔贷款不超过500万元"),
        (2, "由银行受理"),
    ]
    for node in response.source_nodes:
        assert TEXT[node.metadata["start"] : node.metadata["end"]] == node.node.get_content()


def test_global_settings_stay_untouched(embedder: Embedder) -> None:
    before = (Settings._llm, Settings._embed_model, Settings._callback_manager, Settings._node_parser)
    IpqaEmbedding(embedder).get_query_embedding("专利")
    IpqaRetriever(OverlapSearcher(DOCUMENT)).retrieve("专利")
    IpqaQueryEngine(QuotingAsker()).query("专利")
    IpqaSplitter()([to_llama(DOCUMENT)])
    assert (Settings._llm, Settings._embed_model, Settings._callback_manager, Settings._node_parser) == before
    assert Settings._llm is None
