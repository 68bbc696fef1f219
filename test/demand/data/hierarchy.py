"""Reference values for the reconciliation of hierarchies, by dense matrices and enumeration (numpy only).

Shares nothing with the library: S is written out, W is a full matrix, the projection is S (S' W^-1 S)^-1 S' W^-1 y; the
shrinkage intensity is summed pair by pair; the best forecasts at or above zero are found by trying every set of bottom
nodes that may stand at zero. Run: python hierarchy.py > hierarchy.json
"""
import itertools
import json

import numpy as np


def summing(nodes, groups):
    parents = {node["id"]: node.get("parentId") for node in nodes}
    inner = set(parents.values())
    bottom = [node["id"] for node in nodes if node["id"] not in inner]

    def under(leaf, top):
        while leaf is not None:
            if leaf == top:
                return True
            leaf = parents[leaf]
        return False

    rows = [[float(under(leaf, node["id"])) for leaf in bottom] for node in nodes]
    rows += [[float(leaf in group["memberIds"]) for leaf in bottom] for group in groups]
    return np.array(rows)


def shrunk(E):
    """E: periods x rows. Schaefer and Strimmer (2005), not centered, pair by pair."""
    T, n = E.shape
    cov = E.T @ E / T
    X = E / np.sqrt(np.diag(cov))
    top = bottom = 0.0
    for i in range(n):
        for j in range(n):
            if i == j:
                continue
            w = X[:, i] * X[:, j]
            r = w.mean()
            top += ((w - r) ** 2).sum() / (T * (T - 1))
            bottom += r * r
    lam = min(1.0, max(0.0, top / bottom))
    return lam, lam * np.diag(np.diag(cov)) + (1 - lam) * cov


def project(S, W, y):
    P = np.linalg.inv(W)
    return S @ np.linalg.solve(S.T @ P @ S, S.T @ P @ y)


def project_non_negative(S, W, y):
    P = np.linalg.inv(W)
    m = S.shape[1]
    best = None
    for size in range(m + 1):
        for free in itertools.combinations(range(m), size):
            b = np.zeros(m)
            if free:
                F = S[:, free]
                b[list(free)] = np.linalg.solve(F.T @ P @ F, F.T @ P @ y)
            if (b < 0).any():
                continue
            r = y - S @ b
            cost = r @ P @ r
            if best is None or cost < best[0]:
                best = (cost, b)
    return S @ best[1]


def case(name, nodes, groups, base, E):
    S = summing(nodes, groups)
    n = len(S)
    lam, mint = shrunk(E)
    W = {
        "ols": np.eye(n),
        "wlsStructure": np.diag(S.sum(axis=1)),
        "wlsVariance": np.diag((E**2).mean(axis=0)),
        "mintShrink": mint,
    }
    ids = [one["id"] for one in nodes + groups]
    return {
        "name": name,
        "nodes": nodes,
        "groups": groups,
        "forecasts": [
            {"id": id, "point": list(map(float, base[i])), "residuals": list(map(float, E[:, i]))}
            for i, id in enumerate(ids)
        ],
        "shrinkageShare": lam,
        "expected": {
            method: {
                "free": np.column_stack([project(S, w, y) for y in base.T]).tolist(),
                "nonNegative": np.column_stack([project_non_negative(S, w, y) for y in base.T]).tolist(),
            }
            for method, w in W.items()
        },
    }


def temporal(name, sizes, variances, base):
    """One cycle of 12 finest periods; base: one list by level."""
    S = np.array([[float(k * b <= t < k * (b + 1)) for t in range(12)] for k in sizes for b in range(12 // k)])
    y = np.concatenate(base)
    counts = [12 // k for k in sizes]
    by_level = np.repeat(variances, counts)
    out = {}
    for method, w in {"ols": np.ones(len(y)), "wlsStructure": S.sum(axis=1), "wlsVariance": by_level}.items():
        r = project(S, np.diag(w), y)
        out[method] = [list(part) for part in np.split(r, np.cumsum(counts)[:-1])]
    return {"name": name, "sizes": sizes, "rootMeanSquares": list(np.sqrt(variances)), "base": base, "expected": out}


def main():
    rng = np.random.default_rng(20190101)
    tree = [
        {"id": "total"},
        {"id": "A", "parentId": "total"},
        {"id": "B", "parentId": "total"},
        {"id": "C", "parentId": "total"},
        {"id": "AA", "parentId": "A"},
        {"id": "AB", "parentId": "A"},
        {"id": "AC", "parentId": "A"},
        {"id": "BA", "parentId": "B"},
        {"id": "BB", "parentId": "B"},
    ]

    def noisy(nodes, groups, level, periods, horizon):
        S = summing(nodes, groups)
        m = S.shape[1]
        mix = rng.normal(size=(m, m)) * 0.5 + np.eye(m)
        E = np.round((rng.normal(size=(periods, m)) @ mix) @ S.T + rng.normal(size=(periods, len(S))), 3)
        truth = np.abs(rng.normal(size=(m, horizon))) * level
        base = np.round(S @ truth + rng.normal(size=(len(S), horizon)) * 4, 3)
        return base, E

    crossed = [{"id": "country"}] + [{"id": s, "parentId": "country"} for s in ("north", "south")]
    crossed += [{"id": s + i, "parentId": s} for s in ("north", "south") for i in ("Food", "Books", "Shoes")]
    across = [{"id": i, "memberIds": ["north" + i, "south" + i]} for i in ("Food", "Books", "Shoes")]
    cases = [
        case("tree with a bottom node at the second level", tree, [], *noisy(tree, [], 6, 14, 3)),
        case("more nodes than periods", tree, [], *noisy(tree, [], 6, 5, 2)),
        case("two crossed groupings", crossed, across, *noisy(crossed, across, 4, 20, 3)),
        case("scarce demand, forecasts below zero", crossed, across, *noisy(crossed, across, 1, 9, 3)),
        case(
            "two tops",
            [{"id": "A"}, {"id": "B"}] + tree[4:],
            [{"id": "AA and BA", "memberIds": ["AA", "BA"]}],
            np.array([[9.0], [-2], [4], [1], [2], [-3], [4], [0]]),
            np.round(rng.normal(size=(6, 8)), 3),
        ),
    ]
    sizes = [12, 6, 4, 3, 2, 1]
    months = 100 + 10 * np.arange(12) + rng.normal(size=12) * 8
    base = [list(np.round(months.reshape(-1, k).sum(axis=1) + rng.normal(size=12 // k) * 3 * k, 2)) for k in sizes]
    levels = temporal("all lengths of a year of months", sizes, np.array([900.0, 250, 130, 81, 40, 16]), base)
    print(json.dumps({"note": __doc__.strip(), "cases": cases, "temporal": [levels]}, separators=(",", ":")))


main()
