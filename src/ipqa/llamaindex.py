"""ipqa at llama-index's seams: embedding, splitter, retriever and query engine, each a thin adapter.

Nothing here reads or writes llama-index's global settings, and nothing needs a language model.
"""

from collections.abc import Sequence
from typing import Any, Protocol

from llama_index.core.base.base_retriever import BaseRetriever
from llama_index.core.base.embeddings.base import BaseEmbedding
from llama_index.core.base.response.schema import Response
from llama_index.core.bridge.pydantic import PrivateAttr
from llama_index.core.callbacks.base import CallbackManager
from llama_index.core.query_engine.custom import CustomQueryEngine
from llama_index.core.schema import (
    BaseNode,
    MetadataMode,
    NodeRelationship,
    NodeWithScore,
    QueryBundle,
    RelatedNodeInfo,
    TextNode,
    TransformComponent,
)
from llama_index.core.schema import Document as LlamaDocument

from .contract import answer_to_json
from .models.embedder import Embedder
from .records import Answer, Citation, Document, Hit, Page, Passage, Section, Table, content_id
from .splitting import rendering, split

# What a language model reads beside the passage; the other metadata are for programs.
_FOR_READERS = ("title", "section", "page")
# Of the whole document, so useless on a passage.
_LAYOUT = ("pages", "sections", "tables")


class Searcher(Protocol):
    """Anything that ranks passages for a question, such as ``ipqa.service.Ipqa``."""

    def search(self, question: str, k: int) -> list[Hit]: ...


class Asker(Protocol):
    """Anything that answers a question under the answer contract, such as ``ipqa.service.Ipqa``."""

    def ask(self, question: str) -> Answer: ...


class IpqaEmbedding(BaseEmbedding):
    """An ``Embedder`` as a llama-index embedding; ``model_name`` is the embedder's name."""

    _embedder: Embedder = PrivateAttr()

    def __init__(self, embedder: Embedder, **options: Any) -> None:
        super().__init__(model_name=embedder.name, **options)
        self._embedder = embedder

    @classmethod
    def class_name(cls) -> str:
        return "IpqaEmbedding"

    def _get_query_embedding(self, query: str) -> list[float]:
        return [float(x) for x in self._embedder.embed_questions([query])[0]]

    async def _aget_query_embedding(self, query: str) -> list[float]:
        return self._get_query_embedding(query)

    def _get_text_embedding(self, text: str) -> list[float]:
        return self._get_text_embeddings([text])[0]

    def _get_text_embeddings(self, texts: list[str]) -> list[list[float]]:
        vectors: list[list[float]] = self._embedder.embed_passages(texts).tolist()
        return vectors

    async def _aget_text_embeddings(self, texts: list[str]) -> list[list[float]]:
        return self._get_text_embeddings(texts)


class IpqaSplitter(TransformComponent):
    """llama-index documents to the passages of ``ipqa.splitting``, as ``TextNode``s in reading order.

    A node's text is the passage as it stands in the document, at ``start_char_idx`` to ``end_char_idx``. What an
    embedding or a language model is given is the passage's rendering, with title and headings.
    """

    collection: str = "public"

    @classmethod
    def class_name(cls) -> str:
        return "IpqaSplitter"

    def __call__(self, nodes: Sequence[BaseNode], **kwargs: Any) -> list[BaseNode]:
        return [passage for node in nodes for passage in self._passages(node)]

    def _passages(self, node: BaseNode) -> list[BaseNode]:
        document = from_llama(node, self.collection)
        return [_passage_node(document, passage, node) for passage in split(document)]


class IpqaRetriever(BaseRetriever):
    """A searcher as a llama-index retriever: the ``k`` best passages, in the searcher's order and with its scores."""

    def __init__(self, searcher: Searcher, k: int = 10, callback_manager: CallbackManager | None = None) -> None:
        super().__init__(callback_manager=callback_manager)
        self._searcher = searcher
        self._k = k

    def _retrieve(self, query_bundle: QueryBundle) -> list[NodeWithScore]:
        return [hit_node(hit) for hit in self._searcher.search(query_bundle.query_str, self._k)]


class IpqaQueryEngine(CustomQueryEngine):
    """An asker as a llama-index query engine.

    The response is the answer's text, its source nodes are the citations in the order of their numbers, and its
    metadata are the whole answer under the contract, so that its status is never lost.
    """

    _asker: Asker = PrivateAttr()

    def __init__(self, asker: Asker, **options: Any) -> None:
        super().__init__(**options)
        self._asker = asker

    def custom_query(self, query_str: str) -> Response:
        answer = self._asker.ask(query_str)
        return Response(answer.text, [citation_node(c) for c in answer.citations], answer_to_json(answer))


def hit_node(hit: Hit) -> NodeWithScore:
    """A hit as a node with its score; the node's id is the passage's."""
    passage = hit.passage
    metadata = {
        "title": hit.title,
        "section": list(passage.section),
        "page": hit.page,
        "source": hit.source,
        "collection": hit.collection,
        "document_id": passage.document_id,
        "start": passage.start,
        "end": passage.end,
    }
    return NodeWithScore(node=_quote_node(passage.id, hit.text, metadata), score=hit.score)


def citation_node(citation: Citation) -> NodeWithScore:
    """A citation as a node without a score; its text is the quote."""
    metadata = {
        "number": citation.number,
        "title": citation.title,
        "section": list(citation.section),
        "page": citation.page,
        "source": citation.source,
        "collection": citation.collection,
        "document_id": citation.document_id,
        "start": citation.start,
        "end": citation.end,
    }
    identity = content_id(citation.document_id, citation.start, citation.end)
    return NodeWithScore(node=_quote_node(identity, citation.quote, metadata))


def to_llama(document: Document) -> LlamaDocument:
    """A document for llama-index; its pages, sections and tables travel as metadata that no model reads."""
    metadata: dict[str, Any] = {
        "title": document.title,
        "source": document.source,
        "collection": document.collection,
        "media_type": document.media_type,
        "version": document.version,
        "pages": [[page.number, page.start, page.end] for page in document.pages],
        "sections": [[s.level, list(s.path), s.start, s.body, s.end] for s in document.sections],
        "tables": [[t.start, t.end, t.title, [list(map(list, row)) for row in t.rows]] for t in document.tables],
    }
    hidden = [key for key in metadata if key != "title"]
    return LlamaDocument(
        id_=document.id,
        text=document.text,
        metadata=metadata,
        excluded_embed_metadata_keys=hidden,
        excluded_llm_metadata_keys=hidden,
    )


def from_llama(node: BaseNode, collection: str) -> Document:
    """A llama-index document as ours; of one that another reader made, the title is its file name."""
    text = node.get_content(metadata_mode=MetadataMode.NONE)
    known = node.metadata
    source = str(known.get("source") or known.get("file_name") or node.node_id)
    return Document(
        id=node.node_id,
        version=str(known.get("version") or content_id(node.node_id, text)),
        source=source,
        collection=str(known.get("collection") or collection),
        title=str(known.get("title") or source),
        media_type=str(known.get("media_type") or known.get("file_type") or "text/plain"),
        text=text,
        pages=tuple(Page(*page) for page in known.get("pages", ())),
        sections=tuple(Section(level, tuple(path), *span) for level, path, *span in known.get("sections", ())),
        tables=tuple(_table(*table) for table in known.get("tables", ())),
    )


def _table(start: int, end: int, title: str | None, rows: list[list[list[int]]]) -> Table:
    return Table(start, end, title, tuple(tuple((left, right) for left, right in row) for row in rows))


def _quote_node(identity: str, text: str, metadata: dict[str, Any]) -> TextNode:
    return TextNode(
        id_=identity,
        text=text,
        metadata=metadata,
        start_char_idx=metadata["start"],
        end_char_idx=metadata["end"],
        excluded_embed_metadata_keys=list(metadata),
        excluded_llm_metadata_keys=[key for key in metadata if key not in _FOR_READERS],
    )


def _passage_node(document: Document, passage: Passage, parent: BaseNode) -> TextNode:
    metadata = {
        **{key: value for key, value in parent.metadata.items() if key not in _LAYOUT},
        "title": document.title,
        "section": list(passage.section),
        "page": document.page_at(passage.start),
        "source": document.source,
        "collection": document.collection,
        "document_id": document.id,
        "start": passage.start,
        "end": passage.end,
        "rendering": rendering(document, passage),
    }
    hidden = [key for key in metadata if key != "rendering"]
    return TextNode(
        id_=passage.id,
        text=document.text[passage.start : passage.end],
        metadata=metadata,
        start_char_idx=passage.start,
        end_char_idx=passage.end,
        excluded_embed_metadata_keys=hidden,
        excluded_llm_metadata_keys=hidden,
        # The one metadata that models see is the rendering, which holds the passage already.
        metadata_template="{value}",
        text_template="{metadata_str}",
        relationships={NodeRelationship.SOURCE: RelatedNodeInfo(node_id=parent.node_id, node_type=parent.get_type())},
    )
