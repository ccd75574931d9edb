"""The static model: tokens, vectors, parity with sentence-transformers, and what happens when a model is unusable."""

import json
import shutil
from pathlib import Path

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from ipqa.errors import ModelError
from ipqa.models.embedder import EMBEDDED_WEIGHTS, Embedder, load_embedder
from ipqa.models.external import folder_version, load_external
from ipqa.models.prepared import prepare, static_tokens
from ipqa.models.static import CONFIG, VOCABULARY, WEIGHTS, load_static

PASSAGES = [
    "专利权人可以将其专利权出质，向银行申请贷款。",
    "商标注册以后十年有效，从核准那天算起。",
    "学校应当组织新生在入学时进行体检。",
    "机动车应当按照规定停放，禁止占用盲道。",
]
QUESTIONS = [
    "公司想用专利抵押借钱，银行能办吗？",
    "一个商标注册下来能用多少年？",
    "刚入学的学生要不要体检？",
    "车停在盲道上可以吗？",
]


@pytest.fixture(scope="module")
def embedder() -> Embedder:
    return load_embedder("embedded")


def copied(target: Path) -> Path:
    """A copy of the shipped model, to be damaged."""
    shutil.copytree(EMBEDDED_WEIGHTS, target)
    return target


def test_tokens_are_words_then_characters_each_once() -> None:
    assert static_tokens("知识产权与专利，专利！") == ["知识产权", "与", "专利", "知", "识", "产", "权", "专", "利"]
    assert static_tokens("ＩＰ授权２０２３年12.5%") == ["ip", "授权", "2023", "年", "12.5", "授", "权"]
    assert static_tokens("，。 \n") == []


@settings(deadline=None)
@given(st.text(alphabet=st.one_of(st.characters(), st.sampled_from("专利商标知识产权的2023.5 abＩＰ\n"))))
def test_prepared_text_splits_into_the_tokens(text: str) -> None:
    assert prepare(text).split() == static_tokens(text)


@settings(deadline=None)  # the first example loads the segmenter's dictionary
@given(st.lists(st.text(max_size=30), max_size=5))
def test_rows_have_length_one_or_zero(embedder: Embedder, texts: list[str]) -> None:
    vectors = embedder.embed_passages(texts)
    assert vectors.shape == (len(texts), 128)
    assert vectors.dtype == np.float32
    lengths = np.linalg.norm(vectors, axis=1)
    assert np.all((lengths == 0) | (abs(lengths - 1) < 1e-5))


def test_a_text_without_known_tokens_is_zero(embedder: Embedder) -> None:
    vectors = embedder.embed_passages(["", "☃ ☃", "专利", "\n", "qzxqzxqzx"])
    assert vectors.any(axis=1).tolist() == [False, False, True, False, False]
    assert embedder.embed_questions([]).shape == (0, 128)


def test_a_vector_does_not_depend_on_its_neighbours(embedder: Embedder) -> None:
    texts = [f"{text}{n}" for n in range(200) for text in ["", *PASSAGES]]
    together = embedder.embed_passages(texts)
    alone = np.concatenate([embedder.embed_passages([text]) for text in texts])
    assert np.allclose(together, alone, atol=1e-6)


def test_lay_questions_find_their_passages(embedder: Embedder) -> None:
    scores = embedder.embed_questions(QUESTIONS) @ embedder.embed_passages(PASSAGES).T
    assert scores.argmax(axis=1).tolist() == [0, 1, 2, 3]


def test_shipped_model_is_small_and_its_name_fits_its_weights(embedder: Embedder) -> None:
    assert sum(path.stat().st_size for path in EMBEDDED_WEIGHTS.iterdir()) <= 14_000_000
    config = json.loads((EMBEDDED_WEIGHTS / CONFIG).read_text("utf-8"))
    assert embedder.name == config["name"] == f"ipqa-static-128-{config['digest'][:8]}"
    assert embedder.dimensions == config["recipe"]["dimensions"] == 128
    tokens = (EMBEDDED_WEIGHTS / VOCABULARY).read_text("utf-8").split("\n")
    assert tokens[0] == "[UNK]"
    assert sorted(set(tokens)) == sorted(tokens)


def test_sentence_transformers_gives_the_same_vectors(embedder: Embedder, tmp_path: Path) -> None:
    from sentence_transformers import SentenceTransformer

    from ipqa.models.sentence_module import sentence_transformer

    texts = ["", "☃", *[f"第{n}条 {text}{n * 37}件" for n in range(25) for text in QUESTIONS][:98]]
    expected = embedder.embed_passages(texts)
    model = sentence_transformer(EMBEDDED_WEIGHTS)
    assert np.allclose(model.encode(texts), expected, atol=1e-5)
    by_name = SentenceTransformer(str(EMBEDDED_WEIGHTS), trust_remote_code=True, device="cpu")
    assert np.allclose(by_name.encode(texts), expected, atol=1e-5)
    model.save(str(tmp_path / "saved"))
    saved = load_embedder(str(tmp_path / "saved"))
    assert saved.name == embedder.name
    assert np.array_equal(saved.embed_passages(texts), expected)
    (tmp_path / "saved" / VOCABULARY).unlink()
    with pytest.raises(ModelError) as caught:
        load_external(str(tmp_path / "saved"))
    assert str(caught.value) == f"无法加载向量模型 {tmp_path / 'saved'}，请检查名称，或改用本机上的模型文件夹。"


def test_an_external_model_is_any_sentence_transformer(tmp_path: Path) -> None:
    from sentence_transformers import SentenceTransformer
    from sentence_transformers.sentence_transformer.modules import StaticEmbedding
    from tokenizers import Tokenizer
    from tokenizers.models import WordLevel
    from tokenizers.pre_tokenizers import Whitespace

    tokenizer = Tokenizer(WordLevel({"[UNK]": 0, "patent": 1, "mark": 2}, unk_token="[UNK]"))
    tokenizer.pre_tokenizer = Whitespace()
    weights = np.array([[0, 0], [3, 4], [0, 2]], np.float32)
    folder = tmp_path / "stock"
    SentenceTransformer(modules=[StaticEmbedding(tokenizer, weights)], device="cpu").save(str(folder))
    model = load_embedder(str(folder))
    assert model.name == f"{folder}@{folder_version(folder)}"
    assert model.dimensions == 2
    expected = np.array([[0.6, 0.8], [0, 1]], np.float32)
    assert np.allclose(model.embed_passages(["patent", "mark"]), expected, atol=1e-6)
    assert np.allclose(model.embed_questions(["patent", "mark"]), expected, atol=1e-6)
    assert model.embed_passages([]).shape == (0, 2)


def test_the_version_of_a_folder_follows_its_contents(tmp_path: Path) -> None:
    (tmp_path / "config.json").write_text("{}", "utf-8")
    before = folder_version(tmp_path)
    (tmp_path / "config.json").write_text("[]", "utf-8")
    assert folder_version(tmp_path) != before
    (tmp_path / "config.json").write_text("{}", "utf-8")
    assert folder_version(tmp_path) == before


@pytest.mark.parametrize("damage", ["truncated", "header", "vocabulary", "config"])
def test_a_damaged_static_model_is_one_sentence(tmp_path: Path, damage: str) -> None:
    folder = copied(tmp_path / "weights")
    if damage == "truncated":
        with (folder / WEIGHTS).open("r+b") as file:
            file.truncate(1_000_000)
    elif damage == "header":
        (folder / WEIGHTS).write_bytes(b"no tensors here")
    elif damage == "vocabulary":
        (folder / VOCABULARY).write_text("[UNK]\n专利", "utf-8")
    else:
        (folder / CONFIG).write_text("[]", "utf-8")
    with pytest.raises(ModelError) as caught:
        load_static(folder)
    assert str(caught.value) == f"向量模型已损坏或不完整：{folder}"
    assert caught.value.english == f"The embedding model is damaged or incomplete: {folder}"


def test_a_missing_folder_is_said_so_at_once(tmp_path: Path) -> None:
    name = str(tmp_path / "没有")
    with pytest.raises(ModelError) as caught:
        load_embedder(name)
    assert str(caught.value) == f"找不到向量模型文件夹：{name}"
    assert caught.value.english == f"There is no folder with an embedding model: {name}"
