namespace Cicada.Data;

/// <summary>Each element once, in an order that chance has chosen; then each once more in another.</summary>
internal sealed class ShuffledRound : FeederRound
{
    private readonly Lock _gate = new();
    private readonly Random _random;
    private readonly bool _again;
    private readonly int[] _order;
    private int _next;

    public ShuffledRound(int count, bool again, int seed)
    {
        _random = new Random(seed);
        _again = again;
        _order = [.. Enumerable.Range(0, count)];
        _random.Shuffle(_order);
    }

    public override int Take(TaskOwner user)
    {
        lock (_gate)
        {
            if (_next == _order.Length)
            {
                if (!_again)
                {
                    return -1;
                }

                _random.Shuffle(_order);
                _next = 0;
            }

            return _order[_next++];
        }
    }
}
