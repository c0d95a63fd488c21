"""Sex in the words and letters of many tongues; what a letter means is decided by the other one in its column."""

from collections.abc import Iterable

from importers.bare.headings import plain
from importers.values import words
from importers.values.vocabulary import vocabulary

FEMALE = vocabulary(
    "female woman girl f w weiblich weibl frau femme feminin feminino femenino fem mulher mujer femmina femminile",
    "donna vrouw v kobieta k kvinde kvinne kvinna nainen kadin kiz untha mahila stri zena no lany meisje madchen",
    "fille nina menina ragazza dziewczynka pige jente flicka tytto naine sieviete moteris zenske zenska zenski zensko",
    "zensky femeie zhenskiy zhenskii zhinocha zhinka zhena zhensko zh thily thilu gynaika th nu perempuan wanita",
    "bayan kona stulka benyw mwanamke babae vroulik zhin zhinochii zhen baineann bean dhedig dhedhig femer nari mot",
    "msichana mara emakumea dona mdedrobiti kali igakan emegtey em dievca tudruk gore عورت",
    "女 女性 女士 여 여성 여자 انثي انثى נקבה زن خانم महिला स्तरी हिसा หญิง",
)
MALE = vocabulary(
    "male man boy m mannlich mann masculin masculino masc homme homem hombre maschio maschile uomo mezczyzna mies",
    "erkek dhakar purush muz ferfi fiu jongen junge garcon nino menino ragazzo chlopiec dreng gutt pojke poika mees",
    "virietis vyras muzske muzska muzsky muski musko barbat muzhskoy muzhskii cholovicha cholovik muzh mazh muzhchina",
    "karl karlmadur drengur gwryw mwanaume lalaki lelaki manlik chol cholov cholovichii fireann fear lab labood",
    "mashkull bay vyr mvulana ragel gizona home moski mzh mamrobiti katsi arakan eregtey er chlapec poiss gabo",
    "arren andras antras nam laki laki-laki pria mand 男 男性 男士 남 남성 남자 ذكر مرد اقا זכר परष ชาย",
)
_BY_PARTNER = {
    frozenset("hf"): {"h": "M", "f": "F"},  # homme, femme
    frozenset("hm"): {"h": "M", "m": "F"},  # hombre, mujer
    frozenset("ek"): {"e": "M", "k": "F"},  # erkek, kadın
    frozenset("bg"): {"b": "M", "g": "F"},
    frozenset("01"): {"1": "M", "0": "F"},
    frozenset("lp"): {"l": "M", "p": "F"},  # laki-laki, perempuan
    frozenset("mz"): {"m": "M", "z": "F"},  # muž, žena; мужской, женский
    frozenset(("ch", "zh")): {"ch": "M", "zh": "F"},  # чоловіча, жіноча
    frozenset(("me", "ke")): {"me": "M", "ke": "F"},  # mume, mke
    frozenset(("a", "th")): {"a": "M", "th": "F"},  # άρρεν, θήλυ
    frozenset(("pu", "m")): {"pu": "M", "m": "F"},  # पुरुष, महिला
    frozenset(("pu", "stri")): {"pu": "M", "stri": "F"},
    frozenset(("ז", "נ")): {"ז": "M", "נ": "F"},  # זכר, נקבה
}
"""One-letter codes that mean what they mean only beside the other one."""


def sexes(values: Iterable[tuple[str, int]]) -> dict[str, str]:
    """How each of a column's words for sex reads: 'F', 'M', or '' for neither and for not known."""
    told = list(values)
    total = sum(count for _, count in told)
    usual = frozenset(word_of(text) for text, count in told if count > 0.05 * total)
    pair = _BY_PARTNER.get(usual, {})
    return {text: pair.get(word_of(text)) or _sex(text) for text, _ in told}


def word_of(text: str) -> str:
    """A word for sex as the lists have it: in small Latin letters, without the point of what is shortened."""
    return plain(text).casefold().rstrip(".")


def _sex(text: str) -> str:
    word = word_of(text)
    if word in FEMALE:
        return "F"
    return "M" if word in MALE else words.sex(text) or ""
