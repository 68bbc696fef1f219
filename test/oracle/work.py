#!/usr/bin/env python3
"""Works the three-item company of input.json to all three statements, without the library.

Standard library only. All arithmetic is exact (Fraction); money is rounded half-even to cents where the rule book
docs/reference/ledger.md says so, and nowhere else. Run `python3 work.py` in this folder: it writes the CSV files.
"""
import csv
import json
from datetime import date, timedelta
from fractions import Fraction as F
from pathlib import Path

HERE = Path(__file__).parent
INPUT = json.loads((HERE / 'input.json').read_text(), parse_float=F, parse_int=F)


# ---------------------------------------------------------------- small tools

def half_even(x):
    """Nearest whole number, a half to the even one (Python's round of a Fraction is exactly that)."""
    return round(F(x))


def cents(money):
    """R(x) of the rule book: money to whole cents."""
    return half_even(F(money) * 100)


def cumulative(unit_cost, quantities):
    """C(u, q) of the rule book: the running sum is rounded, the periods are its differences."""
    posted, total, out = 0, F(0), []
    for q in quantities:
        total += q
        now = cents(unit_cost * total)
        out.append(now - posted)
        posted = now
    return out


def largest_remainder(amount, weights):
    """Whole cents over weights that add to 1: floors first, then one cent each by falling remainder."""
    assert amount >= 0 and sum(weights) == 1, (amount, weights)
    exact = [amount * w for w in weights]
    parts = [x.numerator // x.denominator for x in exact]
    rest = [x - p for x, p in zip(exact, parts)]
    order = sorted(range(len(parts)), key=lambda i: -rest[i])
    left = amount - sum(parts)
    # The rule book does not order equal remainders; the data are such that it never has to.
    assert left == 0 or left == len(parts) or rest[order[left - 1]] != rest[order[left]], (amount, weights)
    for i in order[:left]:
        parts[i] += 1
    return parts


def six(x):
    """Unit costs are rounded once, to 6 decimals."""
    return F(half_even(x * 10**6), 10**6)


def text(x, decimals=None):
    """A decimal number in full; with `decimals` rounded for reading."""
    x = F(x)
    if decimals is not None:
        x = F(half_even(x * 10**decimals), 10**decimals)
    places = decimals or 0
    while decimals is None and (x * 10**places).denominator != 1:
        places += 1
        assert places < 20, x
    n = abs(x) * 10**places
    digits = str(n.numerator // n.denominator).rjust(places + 1, '0')
    body = digits if places == 0 else digits[:-places] + '.' + digits[-places:]
    return ('-' if x < 0 else '') + body


def money(minor):
    return text(F(minor, 100), 2)


def write(name, header, rows):
    with open(HERE / name, 'w', newline='') as f:
        out = csv.writer(f, lineterminator='\n')
        out.writerow(header)
        out.writerows(rows)


# ---------------------------------------------------------------- the calendar

FIRST = date.fromisoformat(INPUT['calendar']['start'])
T = int(INPUT['calendar']['months'])


def month_after(d):
    return date(d.year + d.month // 12, d.month % 12 + 1, 1)


STARTS = [FIRST]
for _ in range(T):
    STARTS.append(month_after(STARTS[-1]))
PERIODS = [d.strftime('%Y-%m') for d in STARTS[:T]]
DAYS = [(STARTS[t + 1] - STARTS[t]).days for t in range(T)]


def period_of(day):
    return next((t for t in range(T) if STARTS[t] <= day < STARTS[t + 1]), None)


def per_period(value, default=0):
    value = default if value is None else value
    return list(value) if isinstance(value, list) else [value] * T


# ---------------------------------------------------------------- what a unit costs

ITEMS = {i['id']: i for i in INPUT['items']}
BILL = INPUT['billOfMaterials']
OPERATIONS = INPUT['operations']
RESOURCES = {r['id']: r for r in INPUT['resources']}
POLICY = INPUT['policy']
MADE = [i for i in ITEMS if any(line['itemId'] == i for line in BILL)]
BOUGHT = [i for i in ITEMS if i not in MADE]
PURCHASE_COST = {i: per_period(ITEMS[i].get('purchaseCost')) for i in BOUGHT}


def use_of(line):
    """Component units in one good unit: quantity over what is left after scrap (the yield is 1)."""
    return line['quantityPer'] / (1 - line.get('scrapShare', 0))


def hours_of(operation):
    """Hours of one unit: its run time and its part of the set-up of a lot."""
    return operation['runHoursPerUnit'] + operation.get('setupHours', 0) / ITEMS[operation['itemId']].get('lotSize', 1)


ELEMENTS = ['material', 'labor', 'variableOverhead', 'fixedOverhead']
CARD = {}
for i in BOUGHT:  # the standard is the first period's price
    own = dict(zip(ELEMENTS, [six(PURCHASE_COST[i][0]), F(0), F(0), F(0)]))
    CARD[i] = {'level': 1, 'this': own, 'lower': dict.fromkeys(ELEMENTS, F(0)), 'total': own}
for i in MADE:
    this = dict.fromkeys(ELEMENTS, F(0))
    for operation in OPERATIONS:
        if operation['itemId'] == i:
            r = RESOURCES[operation['resourceId']]
            this['labor'] += hours_of(operation) * per_period(r['costPerHour'])[0]
            this['variableOverhead'] += hours_of(operation) * per_period(r['variableOverheadPerHour'])[0]
            this['fixedOverhead'] += hours_of(operation) * r['fixedOverheadPerHour']
    lower = {e: sum(use_of(line) * CARD[line['componentId']]['total'][e] for line in BILL if line['itemId'] == i) for e in ELEMENTS}
    CARD[i] = {'level': 0, 'this': {e: six(this[e]) for e in ELEMENTS}, 'lower': {e: six(lower[e]) for e in ELEMENTS}}
    CARD[i]['total'] = {e: six(this[e] + lower[e]) for e in ELEMENTS}
STANDARD = {i: sum(CARD[i]['total'].values()) for i in ITEMS}
FIXED = {i: CARD[i]['total']['fixedOverhead'] for i in ITEMS}

# ---------------------------------------------------------------- the plan, as a linear program

(LAMP,) = MADE
BENCH = OPERATIONS[0]['resourceId']
DEMAND = next(f['quantities'] for f in INPUT['forecasts'] if f['itemId'] == LAMP)
ON_HAND = {s['itemId']: s['onHand'] for s in INPUT['stock']}
SCHEDULED = {i: [F(0)] * T for i in ITEMS}
for order in INPUT['openOrders']:
    SCHEDULED[order['itemId']][period_of(date.fromisoformat(order['dueDate']))] += order['quantity']
PRICE = per_period(ITEMS[LAMP]['price'])
COMMISSION = sum(o.get('rateOfRevenue', 0) for o in INPUT['finance']['overheads'])
USE = {line['componentId']: use_of(line) for line in BILL}
HOURS = hours_of(OPERATIONS[0])
SAFETY = {i: per_period(ITEMS[i].get('safetyStock')) for i in ITEMS}
R = {k: per_period(RESOURCES[BENCH][k]) for k in
     ['capacityHours', 'overtimeHours', 'costPerHour', 'overtimeCostPerHour', 'variableOverheadPerHour']}
HOLD = {i: [STANDARD[i] * POLICY['holdingCostRatePerYear'] * d / 365 for d in DAYS] for i in ITEMS}
LATE = [PRICE[t] * POLICY['backlogCostRatePerYear'] * DAYS[t] / 365 for t in range(T)]
SHORT = {i: [STANDARD[i] * POLICY['safetyStockPenaltyRatePerYear'] * d / 365 for d in DAYS] for i in ITEMS}
for i in ITEMS:  # what is missing at the end must be made after it: its standard cost is added
    SHORT[i][-1] += STANDARD[i]


def can_arrive(item, t):
    """Nothing ordered now arrives in a period that ends on or before the first day plus the lead time."""
    return STARTS[t + 1] > FIRST + timedelta(days=int(ITEMS[item].get('leadTimeDays', 0)))


def linear_program():
    """Columns with their money, rows `sum = right side`; every limit has a slack column of its own."""
    column, cost, rows = {}, [], []

    def new(name, money_per_unit=F(0)):
        column[name] = len(cost)
        cost.append(F(money_per_unit))

    def row(name, terms, right):
        rows.append((name, {column[n]: F(a) for n, a in terms if n is not None}, F(right)))

    for t in range(T):
        new(('produce', t))
        new(('regular', t), -R['costPerHour'][t] - R['variableOverheadPerHour'][t])
        new(('overtime', t), -R['overtimeCostPerHour'][t] - R['variableOverheadPerHour'][t])
        new(('ship', t), PRICE[t] * (1 - COMMISSION))
        new(('backlog', t), -LATE[t])
        for i in ITEMS:
            new(('close', i, t), -HOLD[i][t])
            if SAFETY[i][t] > 0:
                new(('short', i, t), -SHORT[i][t])
                new(('over', i, t))
        for i in BOUGHT:
            if can_arrive(i, t):
                new(('buy', i, t), -PURCHASE_COST[i][t])
        new(('idle', t))
        new(('idle overtime', t))
    for t in range(T):
        before = t - 1
        row(('stock', LAMP, t), [(('close', LAMP, before), 1) if t else (None, 0), (('produce', t), 1), (('ship', t), -1),
                                 (('close', LAMP, t), -1)], (-ON_HAND[LAMP] if t == 0 else 0) - SCHEDULED[LAMP][t])
        for i in BOUGHT:
            row(('stock', i, t), [(('close', i, before), 1) if t else (None, 0),
                                  (('buy', i, t), 1) if can_arrive(i, t) else (None, 0),
                                  (('produce', t), -USE[i]), (('close', i, t), -1)],
                (-ON_HAND[i] if t == 0 else 0) - SCHEDULED[i][t])
        row(('demand', t), [(('backlog', before), 1) if t else (None, 0), (('ship', t), -1), (('backlog', t), -1)], -DEMAND[t])
        row(('hours', t), [(('produce', t), HOURS), (('regular', t), -1), (('overtime', t), -1)], 0)
        row(('capacity', t), [(('regular', t), 1), (('idle', t), 1)], R['capacityHours'][t])
        row(('overtime limit', t), [(('overtime', t), 1), (('idle overtime', t), 1)], R['overtimeHours'][t])
        for i in ITEMS:
            if SAFETY[i][t] > 0:
                row(('safety', i, t), [(('close', i, t), 1), (('short', i, t), 1), (('over', i, t), -1)], SAFETY[i][t])
    return column, cost, rows


def simplex(cost, rows):
    """Greatest money by the two-phase simplex in exact fractions, Bland's rule. Gives values, prices, reduced costs."""
    n, m = len(cost), len(rows)
    sign = [1 if b >= 0 else -1 for _, _, b in rows]
    table = [[sign[k] * terms.get(j, F(0)) for j in range(n)] + [F(int(k == a)) for a in range(m)] + [sign[k] * b]
             for k, (_, terms, b) in enumerate(rows)]
    basis = [n + k for k in range(m)]

    def solve(money, allowed):
        z = [money[j] if j < len(money) else F(0) for j in range(n + m)] + [F(0)]
        for k in range(m):
            c = money[basis[k]]
            if c:
                z = [a - c * b for a, b in zip(z, table[k])]
        while True:
            enter = next((j for j in range(allowed) if z[j] > 0), None)
            if enter is None:
                return z
            ratios = [(table[k][-1] / table[k][enter], basis[k], k) for k in range(m) if table[k][enter] > 0]
            _, _, leave = min(ratios)
            pivot = table[leave][enter]
            table[leave] = [a / pivot for a in table[leave]]
            for k in range(m):
                if k != leave and table[k][enter]:
                    f = table[k][enter]
                    table[k] = [a - f * b for a, b in zip(table[k], table[leave])]
            f = z[enter]
            z = [a - f * b for a, b in zip(z, table[leave])]
            basis[leave] = enter

    z = solve([F(0)] * n + [F(-1)] * m, n + m)
    assert z[-1] == 0, 'no plan'
    assert all(j < n for j in basis), 'a row is redundant'
    z = solve(list(cost) + [F(0)] * m, n)
    values = [F(0)] * n
    for k in range(m):
        values[basis[k]] = table[k][-1]
    # The reduced cost of the artificial column of row k is minus its price (times the sign of the row).
    prices = [-z[n + k] * sign[k] for k in range(m)]
    return values, prices, z[:n], set(basis)


COLUMN, COST, ROWS = linear_program()
VALUES, PRICES, REDUCED, BASIS = simplex(COST, ROWS)
PRICE_OF = {name: PRICES[k] for k, (name, _, _) in enumerate(ROWS)}


def value(*name):
    return VALUES[COLUMN[name]] if name in COLUMN else F(0)


# The proof, without trusting the simplex: the plan keeps every row, the prices leave no column a gain, both earn the same;
# every column that is not used would lose money, so there is no other plan that is as good.
assert all(v >= 0 for v in VALUES)
assert all(sum(a * VALUES[j] for j, a in terms.items()) == right for _, terms, right in ROWS)
for j, c in enumerate(COST):
    gain = c - sum(PRICES[k] * terms.get(j, 0) for k, (_, terms, _) in enumerate(ROWS))
    assert gain == REDUCED[j] and (gain == 0 if j in BASIS else gain < 0), 'not the only best plan'
OBJECTIVE = sum(c * v for c, v in zip(COST, VALUES))
assert OBJECTIVE == sum(p * right for p, (_, _, right) in zip(PRICES, ROWS))
UNIQUE_PRICES = all(VALUES[j] > 0 for j in BASIS)

PRODUCED = [value('produce', t) for t in range(T)]
SHIPPED = [value('ship', t) for t in range(T)]
BACKLOG = [value('backlog', t) for t in range(T)]
CLOSING = {i: [value('close', i, t) for t in range(T)] for i in ITEMS}
BUY = {i: [value('buy', i, t) for t in range(T)] for i in ITEMS}
ISSUED = {i: [USE.get(i, F(0)) * q for q in PRODUCED] for i in ITEMS}
REGULAR = [value('regular', t) for t in range(T)]
OVERTIME = [value('overtime', t) for t in range(T)]
SHORTFALL = {i: [max(F(0), SAFETY[i][t] - CLOSING[i][t]) for t in range(T)] for i in ITEMS}
for series in [PRODUCED, SHIPPED, BACKLOG, *CLOSING.values(), *BUY.values(), *ISSUED.values()]:
    assert all(q.denominator == 1 for q in series), 'whole units'


def days_of_cover(closing, demand):
    """Days of the demand after the period that the stock covers, demand spread evenly over the days of its period."""
    out = []
    for t in range(T):
        left, days, s = closing[t], F(0), t + 1
        while left > 0 and s < T and left >= demand[s]:
            left, days, s = left - demand[s], days + DAYS[s], s + 1
        if left == 0:
            out.append(days)
        else:
            out.append(days + left / demand[s] * DAYS[s] if s < T else None)
    return out


def write_plan():
    rows = []

    def add(kind, key, measure, series):
        rows.append([kind, key, measure] + [text(x) for x in series])

    for i in ITEMS:
        made = i == LAMP
        zero = [F(0)] * T
        add('item', i, 'demand', DEMAND if made else zero)
        add('item', i, 'produced', PRODUCED if made else zero)
        add('item', i, 'purchased', BUY[i])
        add('item', i, 'scheduledReceipts', SCHEDULED[i])
        add('item', i, 'dependentDemand', ISSUED[i])
        add('item', i, 'shipped', SHIPPED if made else zero)
        add('item', i, 'backlog', BACKLOG if made else zero)
        add('item', i, 'lost', zero)
        add('item', i, 'closing', CLOSING[i])
        add('item', i, 'safetyStock', SAFETY[i])
        add('item', i, 'safetyStockShortfall', SHORTFALL[i])
        rows.append(['item', i, 'worthOfOneUnit'] + [text(-PRICE_OF['stock', i, t], 9) for t in range(T)])
    add('resource', BENCH, 'capacityHours', R['capacityHours'])
    add('resource', BENCH, 'overtimeLimitHours', R['overtimeHours'])
    add('resource', BENCH, 'regularHours', REGULAR)
    add('resource', BENCH, 'overtimeHours', OVERTIME)
    rows.append(['resource', BENCH, 'utilization']
                + [text((a + b) / c, 9) for a, b, c in zip(REGULAR, OVERTIME, R['capacityHours'])])
    rows.append(['resource', BENCH, 'worthOfOneHour'] + [text(PRICE_OF['capacity', t], 9) for t in range(T)])
    rows.append(['resource', BENCH, 'worthOfOneOvertimeHour'] + [text(PRICE_OF['overtime limit', t], 9) for t in range(T)])
    write('production.csv', ['kind', 'id', 'measure'] + PERIODS, rows)

    rows = []
    for i in ITEMS:
        made = i == LAMP
        zero = [F(0)] * T
        receipts = [a + b + c for a, b, c in zip(PRODUCED if made else zero, BUY[i], SCHEDULED[i])]
        demand = DEMAND if made else zero
        shipped = SHIPPED if made else zero
        backlog = BACKLOG if made else zero
        late_before = [F(0)] + backlog[:-1]
        shortage = [max(F(0), demand[t] - max(F(0), shipped[t] - late_before[t])) for t in range(T)]
        cover = days_of_cover(CLOSING[i], [a + b for a, b in zip(demand, ISSUED[i])])
        for measure, series in [
            ('opening', [ON_HAND[i]] + CLOSING[i][:-1]), ('receipts', receipts), ('demand', demand),
            ('dependentDemand', ISSUED[i]), ('shipped', shipped), ('shortage', shortage), ('backlog', backlog),
            ('lost', zero), ('closing', CLOSING[i]),
            ('projectedAvailableBalance', [a - b for a, b in zip(CLOSING[i], backlog)]),
            ('safetyStock', SAFETY[i]), ('belowSafetyStock', SHORTFALL[i]),
        ]:
            rows.append([i, measure] + [text(x) for x in series])
        rows.append([i, 'daysOfCover'] + ['' if x is None else text(x, 9) for x in cover])
    write('inventory.csv', ['itemId', 'measure'] + PERIODS, rows)

    write('cost_cards.csv', ['itemId', 'level', 'part'] + ELEMENTS + ['unitCost', 'variableCost', 'fixedCost'],
          [[i, CARD[i]['level'], part] + [text(CARD[i][key][e], 6) for e in ELEMENTS]
           + [text(sum(CARD[i][key].values()), 6), text(sum(CARD[i][key].values()) - CARD[i][key]['fixedOverhead'], 6),
              text(CARD[i][key]['fixedOverhead'], 6)]
           for i in ITEMS for part, key in [('thisLevel', 'this'), ('lowerLevels', 'lower'), ('elements', 'total')]])

    parts = {'revenue': sum(p * q for p, q in zip(PRICE, SHIPPED))}
    parts['sellingCost'] = -COMMISSION * parts['revenue']
    parts['purchases'] = -sum(PURCHASE_COST[i][t] * BUY[i][t] for i in BOUGHT for t in range(T))
    parts['regularLabor'] = -sum(R['costPerHour'][t] * REGULAR[t] for t in range(T))
    parts['overtime'] = -sum(R['overtimeCostPerHour'][t] * OVERTIME[t] for t in range(T))
    parts['variableOverhead'] = -sum(R['variableOverheadPerHour'][t] * (REGULAR[t] + OVERTIME[t]) for t in range(T))
    parts['holding'] = -sum(HOLD[i][t] * CLOSING[i][t] for i in ITEMS for t in range(T))
    parts['backlog'] = -sum(LATE[t] * BACKLOG[t] for t in range(T))
    parts['lostSales'] = F(0)
    parts['safetyStockShortfall'] = -sum(SHORT[i][t] * SHORTFALL[i][t] for i in ITEMS for t in range(T))
    assert sum(parts.values()) == OBJECTIVE
    write('objective.csv', ['part', 'amount'], [[k, text(v, 9)] for k, v in parts.items()] + [['total', text(OBJECTIVE, 9)]])


# ---------------------------------------------------------------- the ledger

FINANCE = INPUT['finance']
POSTINGS = []  # (period, entry, rule, ref, account, cents, quantity, due day)
BALANCE = {}
ENTRY = [0]
SCHEDULE = []  # how invoices become cash, for reading
DEPRECIATION = []


def account_of(item):
    """By use (IAS 2.37): what is made to be sold is a finished good, what is bought to go into it a material."""
    return 'inventoryFinishedGoods' if item in MADE else 'inventoryMaterials'


REF_FIELDS = ['itemId', 'supplierId', 'resourceId', 'overheadId', 'assetId', 'creditFacilityId']


def post(t, rule, ref, lines):
    """One entry: (account, cents, more), more a dict of quantity, due and a ref of its own; zeros are not written."""
    lines = [(line[0], line[1], line[2] if len(line) > 2 else {}) for line in lines if line[1] != 0]
    if not lines:
        return
    assert sum(line[1] for line in lines) == 0, (t, rule, ref, lines)
    for account, amount, more in lines:
        own = more.get('ref', ref)
        assert set(own) <= set(REF_FIELDS), own
        POSTINGS.append((t, ENTRY[0], rule, own, account, amount, more.get('quantity'), more.get('due')))
        BALANCE[account] = BALANCE.get(account, 0) + amount
    ENTRY[0] += 1


def due_day(t, terms):
    """The last day of the period plus the net days: by then all invoices of the period are paid."""
    return STARTS[t + 1] - timedelta(days=1) + timedelta(days=int((terms or {'netDays': 0})['netDays']))


def spread(first, days, delay):
    """Shares by period (and beyond the last) of what falls evenly on `days` days from `first`, paid `delay` days later."""
    shares = [F(0)] * (T + 1)
    for d in range(days):
        t = period_of(first + timedelta(days=d + delay))
        shares[T if t is None else t] += F(1, days)
    return shares


def cash_by_terms(rule, ref, terms, invoices, opening=0):
    """Cash by period of what one Ref names: what was open at the start, then the invoices of each period."""
    net = int((terms or {'netDays': 0})['netDays'])
    cash = [0] * T
    flows = [('opening', opening, spread(FIRST, max(1, net), 0))]
    flows += [(PERIODS[s], invoices[s], spread(STARTS[s], DAYS[s], net)) for s in range(T)]
    for name, amount, shares in flows:
        if amount == 0:
            continue
        parts = largest_remainder(amount, shares)
        SCHEDULE.append([rule, ' '.join(f'{k} {v}' for k, v in ref.items()), net, name, money(amount)] + [str(w) for w in shares] + [money(p) for p in parts])
        for t in range(T):
            cash[t] += parts[t]
    return cash


def asset_plan(asset):
    """Period of purchase (-1 before the plan) and of disposal, cents, and the cumulative charge before and after each period."""
    day = date.fromisoformat(asset['acquiredDate'] if len(asset['acquiredDate']) > 7 else asset['acquiredDate'] + '-01')
    cost, salvage, life = F(asset['cost']), F(asset.get('salvageValue', 0)), int(asset['lifeMonths'])
    gone = None
    if 'disposedDate' in asset:
        gone = date.fromisoformat(asset['disposedDate'] if len(asset['disposedDate']) > 7 else asset['disposedDate'] + '-01')
    months_before = max(0, (FIRST.year - day.year) * 12 + FIRST.month - day.month)

    def charge(months):
        return cents((cost - salvage) * min(months, life) / life)

    total, months, charges, used = [charge(months_before)], months_before, [], []
    for t in range(T):
        if day < STARTS[t + 1] and (gone is None or STARTS[t].replace(day=1) < gone.replace(day=1)):
            months += 1
        charges.append(charge(months) - total[-1])
        total.append(charge(months))
        used.append(months)
    bought = -1 if day < FIRST else period_of(day)
    sold = None if gone is None else period_of(gone)
    for t in range(-1, T):
        DEPRECIATION.append([
            asset['id'], 'opening' if t < 0 else PERIODS[t], months_before if t < 0 else used[t],
            money(total[0] if t < 0 else charges[t]), money(total[t + 1]),
            money(0 if t < bought or (sold is not None and t >= sold) else cents(cost) - total[t + 1])])
    return {'bought': bought, 'sold': sold, 'cost': cents(cost), 'charge': charges, 'total': total}


FACILITY = {'creditFacilityId': 'creditLine'}


def build_ledger():
    assets = {a['id']: (a, asset_plan(a)) for a in FINANCE['assets']}
    opening_of = {k: cents(FINANCE.get('opening' + k, 0)) for k in
                  ['Cash', 'Receivables', 'Payables', 'WagesPayable', 'TaxPayable', 'CreditLine']}

    lines = [('cash', opening_of['Cash']), ('receivables', opening_of['Receivables'])]
    lines += [(account_of(i), cents(STANDARD[i] * ON_HAND[i]), {'ref': {'itemId': i}, 'quantity': ON_HAND[i]}) for i in ITEMS]
    for name, (_, plan) in assets.items():
        if plan['bought'] < 0:
            ref = {'assetId': name}
            lines += [('fixedAssetsAtCost', plan['cost'], {'ref': ref}),
                      ('accumulatedDepreciation', -plan['total'][0], {'ref': ref})]
    lines += [('payables', -opening_of['Payables']), ('wagesPayable', -opening_of['WagesPayable']),
              ('taxPayable', -opening_of['TaxPayable']),
              ('creditFacilities', -opening_of['CreditLine'], {'ref': FACILITY}),
              ('shareCapital', -cents(FINANCE['shareCapital']))]
    lines.append(('retainedEarnings', -sum(line[1] for line in lines)))
    post(-1, 'opening', {}, lines)

    # Invoices by period, before the cash that follows from them.
    revenue = [cents(PRICE[t] * SHIPPED[t]) for t in range(T)]
    received = {i: [BUY[i][t] + SCHEDULED[i][t] for t in range(T)] for i in BOUGHT}
    bought = {i: [cents(PURCHASE_COST[i][t] * received[i][t]) for t in range(T)] for i in BOUGHT}
    hours_cost = [cents(R['variableOverheadPerHour'][t] * (REGULAR[t] + OVERTIME[t])) for t in range(T)]
    regular_pay = [cents(R['costPerHour'][t] * REGULAR[t]) for t in range(T)]
    overtime_pay = [cents(R['overtimeCostPerHour'][t] * OVERTIME[t]) for t in range(T)]
    overheads = {o['id']: [cents(o['rateOfRevenue'] * F(revenue[t], 100)) if 'rateOfRevenue' in o
                           else cents(per_period(o['amount'])[t]) for t in range(T)] for o in FINANCE['overheads']}

    # Cash of every source.
    collected = cash_by_terms('collect', {}, FINANCE['customerTerms'], revenue, opening_of['Receivables'])
    supplier_terms = FINANCE['supplierTerms']
    own_terms = {s['id']: s.get('terms', supplier_terms) for s in INPUT['suppliers']}
    paid = []
    paid.append(({}, cash_by_terms('paySuppliers', {}, supplier_terms, [0] * T, opening_of['Payables'])))
    for s in own_terms:
        invoices = [sum(bought[i][t] for i in BOUGHT if ITEMS[i]['supplierId'] == s) for t in range(T)]
        paid.append(({'supplierId': s}, cash_by_terms('paySuppliers', {'supplierId': s}, own_terms[s], invoices)))
    bench = {'resourceId': BENCH}
    paid.append((bench, cash_by_terms('paySuppliers', bench, supplier_terms, hours_cost)))
    for o in FINANCE['overheads']:
        ref = {'overheadId': o['id']}
        paid.append((ref, cash_by_terms('paySuppliers', ref, o.get('terms'), overheads[o['id']])))
    paid_assets = {name: cash_by_terms('payAssets', {'assetId': name}, asset.get('terms'),
                                       [plan['cost'] if plan['bought'] == t else 0 for t in range(T)])
                   for name, (asset, plan) in assets.items() if plan['bought'] >= 0}
    paid_wages = cash_by_terms('payWages', {}, FINANCE['payrollTerms'],
                               [a + b for a, b in zip(regular_pay, overtime_pay)], opening_of['WagesPayable'])

    standard_in = {i: cumulative(STANDARD[i], received[i]) for i in BOUGHT}
    made_in = cumulative(STANDARD[LAMP], PRODUCED)
    issued_out = {i: cumulative(STANDARD[i], ISSUED[i]) for i in USE}
    absorbed = {e: cumulative(CARD[LAMP]['this'][e], PRODUCED) for e in ['labor', 'variableOverhead', 'fixedOverhead']}
    sold_out = cumulative(STANDARD[LAMP], SHIPPED)

    tax = FINANCE['tax']
    tax_to_date, tax_charges, profit_to_date = 0, [], 0
    rate = FINANCE['creditLine']['interestRatePerYear']
    interest_exact, interest_posted = F(0), 0
    minimum, limit = cents(FINANCE['minimumCash']), cents(FINANCE['creditLine']['limit'])
    income_accounts = ['revenue', 'standardCostOfSales', 'purchasePriceVariance', 'stockRevaluation', 'usageVariance', 'inventoryRounding',
                       'laborCost', 'laborAbsorbed', 'variableOverheadCost', 'variableOverheadAbsorbed',
                       'fixedOverheadCost', 'productionDepreciation', 'fixedOverheadAbsorbed', 'fixedSellingExpense',
                       'variableSellingExpense', 'administrativeExpense', 'nonProductionDepreciation', 'disposalResult', 'interestExpense']

    item_stock = {i: cents(STANDARD[i] * ON_HAND[i]) for i in ITEMS}
    for t in range(T):
        lamp = {'itemId': LAMP}
        post(t, 'sale', lamp, [
            ('receivables', revenue[t], {'quantity': SHIPPED[t], 'due': due_day(t, FINANCE['customerTerms'])}),
            ('revenue', -revenue[t], {'quantity': -SHIPPED[t]})])
        for i in BOUGHT:
            supplier = ITEMS[i]['supplierId']
            post(t, 'purchase', {'itemId': i, 'supplierId': supplier}, [
                ('payables', -bought[i][t], {'quantity': -received[i][t], 'due': due_day(t, own_terms[supplier])}),
                (account_of(i), standard_in[i][t], {'ref': {'itemId': i}, 'quantity': received[i][t]}),
                ('purchasePriceVariance', bought[i][t] - standard_in[i][t])])
            item_stock[i] += standard_in[i][t]
        lines = [(account_of(LAMP), made_in[t], {'quantity': PRODUCED[t]})]
        for i in USE:
            lines.append((account_of(i), -issued_out[i][t], {'ref': {'itemId': i}, 'quantity': -ISSUED[i][t]}))
            item_stock[i] -= issued_out[i][t]
        item_stock[LAMP] += made_in[t]
        for e, account in [('labor', 'laborAbsorbed'), ('variableOverhead', 'variableOverheadAbsorbed'),
                           ('fixedOverhead', 'fixedOverheadAbsorbed')]:
            lines.append((account, -absorbed[e][t]))
        lines.append(('usageVariance', -sum(line[1] for line in lines)))
        post(t, 'produce', lamp, lines)
        post(t, 'costOfSales', lamp, [('standardCostOfSales', sold_out[t], {'quantity': SHIPPED[t]}),
                                      (account_of(LAMP), -sold_out[t], {'quantity': -SHIPPED[t]})])
        item_stock[LAMP] -= sold_out[t]
        for i in ITEMS:
            off = cents(STANDARD[i] * CLOSING[i][t]) - item_stock[i]
            post(t, 'stockRounding', {'itemId': i}, [(account_of(i), off), ('inventoryRounding', -off)])
            item_stock[i] += off
        hours = REGULAR[t] + OVERTIME[t]
        post(t, 'payroll', bench, [
            ('laborCost', regular_pay[t], {'quantity': REGULAR[t]}), ('laborCost', overtime_pay[t], {'quantity': OVERTIME[t]}),
            ('wagesPayable', -regular_pay[t] - overtime_pay[t],
             {'quantity': -hours, 'due': due_day(t, FINANCE['payrollTerms'])})])
        post(t, 'variableOverhead', bench, [
            ('variableOverheadCost', hours_cost[t], {'quantity': hours}),
            ('payables', -hours_cost[t], {'quantity': -hours, 'due': due_day(t, supplier_terms)})])
        for o in FINANCE['overheads']:
            account = {'production': 'fixedOverheadCost', 'selling': 'fixedSellingExpense',
                       'administration': 'administrativeExpense'}[o['function']]
            if 'rateOfRevenue' in o and o['function'] == 'selling':
                account = 'variableSellingExpense'
            amount = overheads[o['id']][t]
            post(t, 'overhead', {'overheadId': o['id']},
                 [(account, amount), ('payables', -amount, {'due': due_day(t, o.get('terms'))})])
        for name, (asset, plan) in assets.items():
            if plan['bought'] == t:
                post(t, 'acquireAsset', {'assetId': name}, [
                    ('fixedAssetsAtCost', plan['cost']),
                    ('capitalPayables', -plan['cost'], {'due': due_day(t, asset.get('terms'))})])
        for name, (asset, plan) in assets.items():
            isProduction = asset.get('function', 'production') == 'production'
            account = 'productionDepreciation' if isProduction else 'nonProductionDepreciation'
            post(t, 'depreciation', {'assetId': name},
                 [(account, plan['charge'][t]), ('accumulatedDepreciation', -plan['charge'][t])])
        for name, (asset, plan) in assets.items():
            if plan['sold'] == t:
                proceeds = cents(asset.get('proceeds', 0))
                post(t, 'disposeAsset', {'assetId': name}, [
                    ('accumulatedDepreciation', plan['total'][t + 1]), ('cash', proceeds),
                    ('fixedAssetsAtCost', -plan['cost']),
                    ('disposalResult', plan['cost'] - plan['total'][t + 1] - proceeds)])
        post(t, 'collect', {}, [('cash', collected[t]), ('receivables', -collected[t])])
        for ref, amounts in paid:
            post(t, 'paySuppliers', ref, [('payables', amounts[t]), ('cash', -amounts[t])])
        for name, amounts in paid_assets.items():
            post(t, 'payAssets', {'assetId': name}, [('capitalPayables', amounts[t]), ('cash', -amounts[t])])
        post(t, 'payWages', {}, [('wagesPayable', paid_wages[t]), ('cash', -paid_wages[t])])

        interest_exact += rate * DAYS[t] / 365 * F(-BALANCE.get('creditFacilities', 0), 100)
        interest = cents(interest_exact) - interest_posted
        interest_posted += interest
        post(t, 'interest', FACILITY, [('interestExpense', interest), ('cash', -interest)])

        profit_to_date = -sum(BALANCE.get(a, 0) for a in income_accounts)
        due = cents(tax['rateShare'] * max(F(0), F(profit_to_date, 100) - F(tax.get('openingLoss', 0))))
        tax_charges.append(due - tax_to_date)
        tax_to_date = due
        post(t, 'tax', {}, [('incomeTax', tax_charges[t]),
                            ('taxPayable', -tax_charges[t], {'due': due_day(t, tax.get('terms'))})])
        paid_tax = cash_by_terms('payTax', {}, tax.get('terms'),
                                 tax_charges + [0] * (T - t - 1), opening_of['TaxPayable'])[t]
        if t < T - 1:  # the schedule of the last period shows them all
            del SCHEDULE[-sum(1 for x in [opening_of['TaxPayable'], *tax_charges] if x != 0):]
        post(t, 'payTax', {}, [('taxPayable', paid_tax), ('cash', -paid_tax)])

        drawn = -BALANCE.get('creditFacilities', 0)
        spare = BALANCE['cash'] - minimum
        if spare < 0:
            draw = min(-spare, limit - drawn)
            post(t, 'drawCredit', FACILITY, [('cash', draw), ('creditFacilities', -draw)])
        elif spare > 0 and drawn > 0:
            repay = min(spare, drawn)
            post(t, 'repayCredit', FACILITY, [('creditFacilities', repay), ('cash', -repay)])


# ---------------------------------------------------------------- the statements: sums over the ledger

def total(t, accounts, rule=None):
    return sum(p[5] for p in POSTINGS if p[0] == t and p[4] in accounts and (rule is None or p[2] == rule))


def balance(t, account):
    return sum(p[5] for p in POSTINGS if p[0] <= t and p[4] == account)


def by_period(f):
    return [f(t) for t in range(T)]


def add_up(*series):
    return [sum(x) for x in zip(*series)]


def statements():
    line = {}
    for name, accounts in [
        ('revenue', ['revenue']), ('standardCostOfSales', ['standardCostOfSales']),
        ('purchasePriceVariance', ['purchasePriceVariance']), ('stockRevaluation', ['stockRevaluation']),
        ('laborVariance', ['laborCost', 'laborAbsorbed']),
        ('variableOverheadVariance', ['variableOverheadCost', 'variableOverheadAbsorbed']),
        ('fixedOverheadVariance', ['fixedOverheadCost', 'productionDepreciation', 'fixedOverheadAbsorbed']),
        ('productionVariance', ['usageVariance', 'inventoryRounding'])]:
        line[name] = by_period(lambda t: -total(t, accounts))
    line['costOfSales'] = add_up(*[line[n] for n in list(line)[1:]])
    line['grossProfit'] = add_up(line['revenue'], line['costOfSales'])
    line['sellingExpense'] = by_period(lambda t: -total(t, ['fixedSellingExpense', 'variableSellingExpense']))
    for name in ['administrativeExpense', 'nonProductionDepreciation', 'disposalResult']:
        line[name] = by_period(lambda t: -total(t, [name]))
    line['operatingIncome'] = add_up(*[line[n] for n in ['grossProfit', 'sellingExpense', 'administrativeExpense', 'nonProductionDepreciation',
                                                   'disposalResult']])
    line['interestExpense'] = by_period(lambda t: -total(t, ['interestExpense']))
    line['profitBeforeTax'] = add_up(line['operatingIncome'], line['interestExpense'])
    line['incomeTax'] = by_period(lambda t: -total(t, ['incomeTax']))
    line['netIncome'] = add_up(line['profitBeforeTax'], line['incomeTax'])
    write('income_statement.csv', ['line'] + PERIODS, [[n] + [money(x) for x in s] for n, s in line.items()])

    span = range(-1, T)
    # Cash and tax stand on the side of their balance.
    sheet = {'cash': [max(0, balance(t, 'cash')) for t in span], 'receivables': [balance(t, 'receivables') for t in span],
             'taxReceivable': [max(0, balance(t, 'taxPayable')) for t in span]}
    stocks = ['inventoryMerchandise', 'inventoryMaterials', 'inventoryWorkInProgress', 'inventoryFinishedGoods']
    for n in stocks:
        sheet[n] = [balance(t, n) for t in span]
    sheet['currentAssets'] = add_up(*sheet.values())
    sheet['fixedAssetsAtCost'] = [balance(t, 'fixedAssetsAtCost') for t in span]
    sheet['accumulatedDepreciation'] = [balance(t, 'accumulatedDepreciation') for t in span]
    sheet['fixedAssets'] = add_up(sheet['fixedAssetsAtCost'], sheet['accumulatedDepreciation'])
    sheet['totalAssets'] = add_up(sheet['currentAssets'], sheet['fixedAssets'])
    liabilities = ['bankOverdraft', 'payables', 'capitalPayables', 'wagesPayable', 'taxPayable', 'creditFacilities']
    for n in liabilities:
        sheet[n] = [-balance(t, n) for t in span]
    sheet['bankOverdraft'] = [max(0, -balance(t, 'cash')) for t in span]
    sheet['taxPayable'] = [max(0, -balance(t, 'taxPayable')) for t in span]
    sheet['totalLiabilities'] = add_up(*[sheet[n] for n in liabilities])
    for n in ['shareCapital', 'retainedEarnings']:
        sheet[n] = [-balance(t, n) for t in span]
    sheet['profitToDate'] = [0] + [sum(line['netIncome'][:t + 1]) for t in range(T)]
    sheet['totalEquity'] = add_up(sheet['shareCapital'], sheet['retainedEarnings'], sheet['profitToDate'])
    sheet['totalLiabilitiesAndEquity'] = add_up(sheet['totalLiabilities'], sheet['totalEquity'])
    assert sheet['totalAssets'] == sheet['totalLiabilitiesAndEquity']
    write('balance_sheet.csv', ['line', 'opening'] + PERIODS, [[n] + [money(x) for x in s] for n, s in sheet.items()])

    def cash(*rules):
        return by_period(lambda t: sum(total(t, ['cash'], r) for r in rules))

    def tail(flow):
        flow['capitalExpenditure'] = cash('payAssets')
        flow['disposalProceeds'] = cash('disposeAsset')
        flow['investingCashFlow'] = add_up(flow['capitalExpenditure'], flow['disposalProceeds'])
        flow['creditDrawn'] = cash('drawCredit')
        flow['creditRepaid'] = cash('repayCredit')
        flow['financingCashFlow'] = add_up(flow['creditDrawn'], flow['creditRepaid'])
        flow['netChangeInCash'] = add_up(flow['operatingCashFlow'], flow['investingCashFlow'], flow['financingCashFlow'])
        flow['openingCash'] = sheet['cash'][:-1]
        flow['closingCash'] = add_up(flow['openingCash'], flow['netChangeInCash'])
        assert flow['closingCash'] == sheet['cash'][1:]
        return flow

    direct = {'receiptsFromCustomers': cash('collect'), 'paymentsToSuppliers': cash('paySuppliers'),
              'paymentsToEmployees': cash('payWages'), 'interestPaid': cash('interest'), 'taxPaid': cash('payTax')}
    direct['operatingCashFlow'] = add_up(*direct.values())
    tail(direct)

    def change(*names):
        return [sum(sheet[n][t + 1] - sheet[n][t] for n in names) for t in range(T)]

    def minus(series):
        return [-x for x in series]

    indirect = {'netIncome': line['netIncome'],
                'depreciation': by_period(lambda t: total(t, ['nonProductionDepreciation', 'productionDepreciation'])),
                'disposalResult': minus(line['disposalResult']),
                'changeInReceivables': minus(change('receivables')),
                'changeInInventory': minus(change(*stocks)),
                'changeInPayables': change('payables'), 'changeInWagesPayable': change('wagesPayable'),
                'changeInTaxPayable': [balance(t - 1, 'taxPayable') - balance(t, 'taxPayable') for t in range(T)]}
    indirect['operatingCashFlow'] = add_up(*indirect.values())
    tail(indirect)
    assert direct['operatingCashFlow'] == indirect['operatingCashFlow']
    for name, flow in [('cash_flow_direct.csv', direct), ('cash_flow_indirect.csv', indirect)]:
        write(name, ['line'] + PERIODS, [[n] + [money(x) for x in s] for n, s in flow.items()])

    in_stock = [sum(cents(FIXED[i] * q) for i, q in stock.items())
                for stock in [ON_HAND, *[{i: CLOSING[i][t] for i in ITEMS} for t in range(T)]]]
    moved = [in_stock[t + 1] - in_stock[t] for t in range(T)]
    c = {'revenue': line['revenue']}
    fixed = by_period(lambda t: -total(t, ['fixedOverheadCost', 'productionDepreciation']))
    c['variableCostOfSales'] = add_up(line['costOfSales'], minus(fixed), minus(moved))
    c['variableSellingExpense'] = by_period(lambda t: -total(t, ['variableSellingExpense']))
    c['contributionMargin'] = add_up(*c.values())
    c['fixedProductionOverhead'] = fixed
    c['fixedSellingExpense'] = by_period(lambda t: -total(t, ['fixedSellingExpense']))
    for n in ['administrativeExpense', 'nonProductionDepreciation', 'disposalResult']:
        c[n] = line[n]
    c['variableCostingOperatingIncome'] = add_up(*[c[n] for n in [
        'contributionMargin', 'fixedProductionOverhead', 'fixedSellingExpense', 'administrativeExpense',
        'nonProductionDepreciation', 'disposalResult']])
    c['changeInFixedOverheadInStock'] = moved
    c['operatingIncome'] = add_up(c['variableCostingOperatingIncome'], moved)
    assert c['operatingIncome'] == line['operatingIncome']
    write('contribution_statement.csv', ['line'] + PERIODS, [[n] + [money(x) for x in s] for n, s in c.items()])


def check_with_scipy():
    """The same linear program in floating point, where scipy is installed: a second opinion, not needed."""
    try:
        from scipy.optimize import linprog
    except ImportError:
        return 'scipy is not installed: the exact proof stands alone'
    matrix = [[float(terms.get(j, 0)) for j in range(len(COST))] for _, terms, _ in ROWS]
    answer = linprog([-float(c) for c in COST], A_eq=matrix, b_eq=[float(b) for _, _, b in ROWS], method='highs')
    worst = max(abs(a - float(b)) for a, b in zip(answer.x, VALUES))
    assert worst < 1e-6, worst
    return f'scipy agrees: largest difference {worst:.1e}'


write_plan()
build_ledger()
statements()
write('ledger.csv', ['period', 'entry', 'rule', *REF_FIELDS, 'account', 'amount', 'quantity', 'dueDate'],
      [['opening' if p < 0 else PERIODS[p], e, r, *[ref.get(f, '') for f in REF_FIELDS], a, money(x),
        '' if q is None else text(q), '' if due is None else due.isoformat()] for p, e, r, ref, a, x, q, due in POSTINGS])
write('depreciation.csv', ['asset', 'period', 'monthsCharged', 'charge', 'cumulativeCharge', 'bookValue'], DEPRECIATION)
write('cash_schedule.csv', ['rule', 'ref', 'netDays', 'invoiced', 'amount'] + ['share ' + p for p in PERIODS] + ['share later']
      + ['cash ' + p for p in PERIODS] + ['open'], SCHEDULE)
print(f'{len(COST)} columns, {len(ROWS)} rows, best plan {text(OBJECTIVE, 6)}, the only one; prices unique: {UNIQUE_PRICES}')
print(check_with_scipy())
print(f'{len(POSTINGS)} postings in {ENTRY[0]} entries')
