"""Who signs off a complaint's amount."""

from .doors import Refused, WrongInput, choice, money

RANKS = ("sales_manager", "deputy_gm", "gm")
TIES = ("inclusive_words", "higher", "lower")


class Approval:
    """Three bands of amounts; a tie goes where the reading of the regulation sends it."""

    def small(self, fen: int, low: int, tie: str) -> bool:
        """Whether the sales manager's band reaches that far."""
        return fen < low if tie == "higher" else fen <= low

    def large(self, fen: int, high: int, tie: str) -> bool:
        """Whether the general manager's band begins there."""
        return fen > high if tie == "lower" else fen >= high

    def owner(self, fen: int, low: int, high: int, tie: str) -> str:
        """The role that decides."""
        if self.small(fen, low, tie):
            return RANKS[0]
        return RANKS[2] if self.large(fen, high, tie) else RANKS[1]

    def approver(self, amount: str, low: str, high: str, tie: str) -> str:
        """The role that decides an amount under these limits, all in yuan."""
        fen = money(amount, "amount")
        cuts = money(low, "sales_manager_limit"), money(high, "deputy_gm_limit")
        if not 0 < cuts[0] < cuts[1]:
            raise WrongInput("deputy_gm_limit")
        return self.owner(fen, *cuts, choice(tie, "tie", TIES))

    def sign(self, amount: str, role: str, low: str, high: str, tie: str) -> bool:
        """True where the role may sign; refused where it stands too low."""
        signer = choice(role, "role", RANKS)
        if RANKS.index(signer) < RANKS.index(self.approver(amount, low, high, tie)):
            raise Refused("000-A27-1.5")
        return True
