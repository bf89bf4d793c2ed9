import stat

import pytest

from zhangfang.store.keys import PUBLIC, KeysError, add_key, open_keys


@pytest.fixture
def folder(tmp_path):
    return tmp_path / "keys"


def test_keys_are_made_once_and_nobody_else_may_read_them(folder):
    made = open_keys(folder, log_is_empty=True)
    again = open_keys(folder, log_is_empty=False)
    assert (again.master, again.verifiers) == (made.master, made.verifiers)
    assert stat.S_IMODE(folder.stat().st_mode) == 0o700
    assert {stat.S_IMODE(file.stat().st_mode) for file in folder.iterdir()} == {0o600}


def test_two_logs_have_different_keys_and_names(tmp_path):
    one, other = (open_keys(tmp_path / name, log_is_empty=True) for name in ("one", "other"))
    assert one.origin != other.origin
    assert one.master != other.master
    assert one.current.verifier != other.current.verifier


def test_a_log_never_goes_on_under_new_keys_by_itself(folder):
    with pytest.raises(KeysError, match="backup"):
        open_keys(folder, log_is_empty=False)
    assert not folder.exists()


@pytest.mark.parametrize("which", ["master.key", "log-*.key"])
@pytest.mark.parametrize("damage", ["missing", "cut", "open to others"])
def test_damaged_keys_are_refused_with_the_remedy(folder, which, damage):
    open_keys(folder, log_is_empty=True)
    [file] = folder.glob(which)
    match damage:
        case "missing":
            file.unlink()
        case "cut":
            file.write_bytes(file.read_bytes()[:20])
        case "open to others":
            file.chmod(0o640)
    with pytest.raises(KeysError, match=r"backup|chmod 600"):
        open_keys(folder, log_is_empty=False)


def test_a_start_that_died_while_keys_were_made_begins_anew(folder):
    open_keys(folder, log_is_empty=True)
    (folder / PUBLIC).unlink()
    assert open_keys(folder, log_is_empty=True).signing


def test_a_new_key_signs_from_then_on_and_the_old_one_is_kept(folder):
    before = open_keys(folder, log_is_empty=True)
    made = add_key(folder)
    after = open_keys(folder, log_is_empty=False)
    assert after.current.verifier == made
    assert after.verifiers == (*before.verifiers, made)
    assert after.master == before.master
    assert after.origin == before.origin
    assert {stat.S_IMODE(file.stat().st_mode) for file in folder.iterdir()} == {0o600}
