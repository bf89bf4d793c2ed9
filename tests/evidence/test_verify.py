"""verify.py: sound packs are sound, every damage is found and named, and nothing makes it fall over."""

import json
import os
import subprocess
import sys
from pathlib import Path
from random import Random
from time import process_time

import damage
import pytest
import sample_pack
from hypothesis import given, settings
from hypothesis import strategies as st
from mutants import mutants
from vectors import each, vectors

from zhangfang.evidence.manifest import MANIFEST, SEAL, manifest_of, seal_text
from zhangfang.evidence.pack import data_files
from zhangfang.evidence.signed_note import parse_note, signed
from zhangfang.evidence.verifier import verify as verifier
from zhangfang.evidence.verifier.verify import CODES, read_zip, verify, write_zip

PROGRAM = Path(verifier.__file__)
TREE = vectors("rfc6962_roots")
NOTES = vectors("signed_note")
JSON = vectors("canonical_json")


@pytest.fixture(scope="module")
def sample():
    return sample_pack.make(21, said=8, files=1, witnesses=1)


@pytest.mark.parametrize("number", range(100))
def test_a_sound_pack_is_sound(number):
    """With the published key and every receipt at hand."""
    sample = sample_pack.varied(number)
    key = sample.keys[-1].verifier.as_vkey()
    assert verify(sample.pack, key, sample.receipts).failures == []


@pytest.mark.parametrize("name", damage.names())
def test_a_damage_is_found_and_its_place_named(name):
    case = damage.case(name)
    failures = verify(case.pack, case.key, case.receipts).failures
    assert case.expected in failures
    assert failures == list(dict.fromkeys(failures)), "each is said once"
    rows = [row(code) for code, _ in failures]
    assert rows == sorted(rows), "in the order of the specification"


def test_damages_are_many_and_every_code_is_among_them():
    found = [case.expected[0] for case in damage.cases()]
    assert len(found) >= 60
    assert set(found) == set(CODES)


def test_every_byte_counts():
    """One byte of the zip is changed at random."""
    small = sample_pack.make(51, said=2, strangers=1, files=1)
    mutate(without_programs(small), 2_000, Random(1))


@pytest.mark.soak
def test_every_byte_counts_of_many():
    """30 packs of different shapes, 1,000 bytes in each."""
    for number in range(30):
        shape = {"said": 1 + number % 6, "files": number % 3, "witnesses": number % 2}
        small = sample_pack.make(700 + number, strangers=number, erased=number % 7 == 6, **shape)
        mutate(without_programs(small), 1_000, Random(number))


def without_programs(sample: sample_pack.Sample) -> bytes:
    """A pack without what is the same in all packs, so that chance finds what is not."""
    files = {**data_files(sample.data), **sample.readable}
    manifest = manifest_of(files)
    seal = signed(seal_text(sample.data.origin, manifest), sample.keys[-1])
    return write_zip({**files, MANIFEST: manifest, SEAL: seal.as_text().encode()})


def mutate(pack: bytes, times: int, chance: Random) -> None:
    """Change bytes, one at a time: each change is found, and the file that holds it is named."""
    owners = owners_of(pack)
    for _ in range(times):
        at = chance.randrange(len(pack))
        changed = pack[:at] + bytes([pack[at] ^ chance.randrange(1, 256)]) + pack[at + 1 :]
        places = [where for _, where in verify(changed).failures]
        assert places, f"byte {at} changed unseen"
        owner = owners.get(at, places[0])
        assert owner in places or (owner, SEAL) == (MANIFEST, places[-1]), (at, owner, places)


def owners_of(pack: bytes) -> dict[int, str]:
    """Which byte belongs to which file."""
    owners = {}
    for path, data in read_zip(pack).items():
        local = pack.index(path.encode() + data) + len(path.encode())
        owners.update(dict.fromkeys(range(local, local + len(data)), path))
    return owners


@given(st.binary(max_size=400))
def test_anything_gives_a_report(data):
    assert verify(data).failures == [("not_a_pack", "pack")]


def test_what_chance_makes_of_a_sealed_pack_gives_a_report():
    """Values changed and the pack sealed again: some changes are sound, none is too much."""
    failing = [name for name, pack in mutants(3, 100) if verify(pack).failures]
    assert len(failing) > 50


@settings(deadline=None)
@given(st.data())
def test_anything_in_a_file_gives_a_report(sample, data):
    files = read_zip(sample.pack)
    path = data.draw(st.sampled_from(sorted(files)))
    text = st.text(st.characters(exclude_categories=["Cs"])).map(str.encode)
    files[path] = data.draw(st.binary(max_size=50) | text | st.just(b"[]") | st.just(b"{}\n"))
    failures = verify(write_zip(files)).failures
    assert path in [where for _, where in failures]


def test_an_event_that_is_gone_is_named():
    """The places of all failures, when the fourth of ten events is taken out."""
    case = damage.case("middle-event-removed-shows-by-its-opening")
    number = int(case.expected[1].split()[1])
    failures = verify(case.pack).failures
    assert [place for code, place in failures if code == "chain_broken"] == [f"event {number}"]


def test_contents_that_are_missing_are_named_from_first_to_last():
    case = damage.case("all-texts-left-out")
    places = [where for code, where in verify(case.pack).failures if code == "content_missing"]
    assert places == sorted(places, key=lambda place: int(place.split()[1]))
    assert len(places) > 5


def test_a_receipt_newer_than_the_pack_is_no_contradiction():
    """A merchant takes a pack, writes on, and checks the old pack with all receipts."""
    sample = sample_pack.make(5, said=30, files=0)
    half = sample.receipts[len(sample.receipts) // 2]
    size = int(half.split("\n")[2]) + 1
    early = sample.data_at(size)
    assert verify(sample.sealed(early), receipts=sample.receipts).failures == []


def test_a_receipt_of_another_conversation_is_none_of_its_business(sample):
    other = sample_pack.make(22, said=8)
    texts = [parse_note(one).text for one in other.receipts]
    receipts = [signed(text, sample.keys[-1]).as_text() for text in texts]
    assert receipts
    assert verify(sample.pack, receipts=receipts).failures == []


def test_the_report_says_what_a_reader_wants_to_know():
    sample = sample_pack.make(
        31, said=30, files=1, redacted=1, witnesses=1, key_change=True, times_can_be_set=True
    )
    found = verify(sample.pack).found
    events = sample.data.events
    assert found["events"] == len(events)
    assert found["times"] == [json.loads(events[0].leaf)["at"], json.loads(events[-1].leaf)["at"]]
    assert found["times_can_be_set"] is True
    assert found["variant"] == "masked"
    assert found["timestamps"][-1]["time"] == "2026-11-22T02:00:00Z"
    redacted = next(json.loads(e.leaf)["body"] for e in events if '"redacted"' in e.leaf)
    assert f"event {redacted['seq']} content" in found["withheld"]
    assert any(name.endswith("phone-1") for name in found["withheld"])
    public = sample.keys[-1].verifier.public
    assert found["fingerprint"] == verifier.sha256(public).hex()


def test_a_pack_of_200_messages_is_verified_within_two_seconds():
    sample = sample_pack.make(41, said=200, strangers=200, files=3, key_change=True, witnesses=2)
    begin = process_time()
    assert verify(sample.pack, receipts=sample.receipts[:3]).failures == []
    assert process_time() - begin < 2


@each(vectors("ed25519"))
def test_signatures_are_read_as_the_core_reads_them(case):
    parts = (bytes.fromhex(case[part]) for part in ("public", "signature", "message"))
    assert holds(verifier.check_signature, *parts) == case["holds"]


@each(TREE["inclusion"])
def test_inclusion_proofs_are_read_as_the_core_reads_them(case):
    leaf, root, *proof = (
        bytes.fromhex(one) for one in (case["leaf"], case["root"], *case["proof"])
    )

    def check() -> None:
        verifier.require(verifier.included(case["index"], case["size"], leaf, proof) == root)

    assert holds(check) == case["holds"]


@each([case for case in TREE["consistency"] if case["old"]])
def test_consistency_proofs_are_read_as_the_core_reads_them(case):
    old, new = bytes.fromhex(case["old_root"]), bytes.fromhex(case["new_root"])
    proof = [bytes.fromhex(one) for one in case["proof"]]

    def check() -> None:
        verifier.require(verifier.grown(case["old"], case["new"], proof, old) == (old, new))

    assert holds(check) == case["holds"]


@each(NOTES["notes"])
def test_notes_are_read_as_the_core_reads_them(case):
    keys = {
        **keys_of("log", "old_log", algorithm=1),
        **keys_of("witness", "witness_2", algorithm=4),
    }

    def check() -> None:
        verifier.check_note(verifier.read_note(case["note"]), keys)

    assert holds(check) == ("by" in case)


@each(JSON["not_canonical"])
def test_other_spellings_of_json_are_refused(case):
    assert not holds(verifier.read_json, case["json"].encode(), ".*")


class TestCommand:
    """`python verify.py`, as a court's expert runs it: nothing but the standard library around."""

    def test_a_sound_pack(self, sample, tmp_path):
        done = run(written(tmp_path, sample.pack))
        assert done.returncode == 0
        assert done.stdout.startswith("完整，没有被改过 / SOUND\n")
        assert f"共 {len(sample.data.events)} 条记录" in done.stdout
        assert verify(sample.pack).found["fingerprint"] in done.stdout
        assert "openssl ts -verify" in done.stdout

    def test_without_a_time_stamp_it_says_so(self, tmp_path):
        done = run(written(tmp_path, sample_pack.make(3, stamped=False).pack))
        assert "无第三方时间" in done.stdout

    def test_a_tampered_one_says_where_in_two_languages(self, sample, tmp_path):
        case = damage.case("text-changed-and-sealed")
        done = run(written(tmp_path, case.pack))
        assert done.returncode == 1
        _, where = case.expected
        assert f"{where}：展示的和当时记下的不一致 / opening wrong\n" in done.stdout

    def test_its_folder(self, sample, tmp_path):
        for path, data in read_zip(sample.pack).items():
            (tmp_path / path).parent.mkdir(parents=True, exist_ok=True)
            (tmp_path / path).write_bytes(data)
        (tmp_path / ".DS_Store").write_bytes(b"put there by the system")
        assert run(tmp_path).returncode == 0
        (tmp_path / "data" / "events.jsonl").write_bytes(b"")
        assert "data/events.jsonl：这个文件被改过" in run(tmp_path).stdout

    def test_its_own_copy_in_the_pack(self, sample, tmp_path):
        """Alone in an empty folder, without this project."""
        (tmp_path / "verify.py").write_bytes(read_zip(sample.pack)["verify.py"])
        pack = written(tmp_path, sample.pack)
        done = run(pack, program=tmp_path / "verify.py")
        assert done.returncode == 0

    def test_as_json(self, sample, tmp_path):
        said = json.loads(run(written(tmp_path, sample.pack), "--json").stdout)
        report = verify(sample.pack)
        assert said == {"sound": True, "failures": [], "found": report.found}

    @pytest.mark.parametrize("form", ["one after the other", "a JSON list"])
    def test_with_receipts(self, sample, tmp_path, form):
        case = damage.case("whole-log-rewritten-with-its-key-but-a-receipt-was-kept")
        kept = json.dumps(case.receipts) if form == "a JSON list" else "".join(case.receipts)
        (tmp_path / "receipts").write_text(kept, "utf-8")
        pack = written(tmp_path, case.pack)
        assert run(pack).returncode == 0
        done = run(pack, "--receipts", tmp_path / "receipts")
        assert done.returncode == 1
        assert f"{case.expected[1]}：" in done.stdout

    def test_with_the_published_key(self, sample, tmp_path):
        case = damage.case("whole-log-rewritten-with-another-key")
        pack = written(tmp_path, case.pack)
        assert run(pack).returncode == 0
        assert "key unexpected" in run(pack, "--key", case.key).stdout

    @pytest.mark.parametrize("arguments", [[], ["nowhere.zip"], ["--key"], ["a", "b"]], ids=str)
    def test_wrong_usage(self, tmp_path, arguments):
        done = run(*arguments, cwd=tmp_path)
        assert done.returncode == 2
        assert "usage:" in done.stderr

    @pytest.mark.parametrize("receipts", ["[1", "{}"])
    def test_receipts_that_are_none(self, sample, tmp_path, receipts):
        (tmp_path / "receipts").write_text(receipts)
        done = run(written(tmp_path, sample.pack), "--receipts", tmp_path / "receipts")
        assert done.returncode in (0, 2)
        assert "Traceback" not in done.stderr

    def test_a_path_cannot_speak_to_the_terminal(self, sample, tmp_path):
        files = {**read_zip(sample.pack), "\x1b[2Jevil": b""}
        done = run(written(tmp_path, write_zip(files)))
        assert "\x1b" not in done.stdout
        assert "?[2Jevil" in done.stdout

    def test_a_console_without_chinese(self, sample, tmp_path):
        done = run(written(tmp_path, sample.pack), encoding="ascii")
        assert done.returncode == 0
        assert "SOUND" in done.stdout


def test_it_is_short_enough_to_be_read_in_one_sitting():
    assert len(PROGRAM.read_text("utf-8").splitlines()) <= 400


def test_it_needs_nothing_but_the_standard_library():
    imports = [line for line in PROGRAM.read_text("utf-8").splitlines() if "import" in line[:6]]
    named = {name.strip() for line in imports for name in line[7:].split(",")}
    assert named <= sys.stdlib_module_names
    compile(PROGRAM.read_text("utf-8"), "verify.py", "exec", flags=0, dont_inherit=True)


def row(code: str) -> int:
    return list(CODES).index("file_changed" if code == "file_missing" else code)


def holds(check, *arguments) -> bool:
    try:
        check(*arguments)
    except (ValueError, LookupError, TypeError):
        return False
    return True


def keys_of(*names: str, algorithm: int) -> dict:
    return verifier.read_keys([NOTES["keys"][name] for name in names], algorithm)


def written(folder: Path, pack: bytes) -> Path:
    path = folder / "证据包.zip"
    path.write_bytes(pack)
    return path


def run(*arguments, program: Path = PROGRAM, cwd: Path | None = None, encoding: str = "utf-8"):
    return subprocess.run(
        [sys.executable, "-I", program, *arguments],
        cwd=cwd,
        env={**os.environ, "PYTHONIOENCODING": encoding},
        capture_output=True,
        text=True,
        encoding="utf-8",
        check=False,
    )
