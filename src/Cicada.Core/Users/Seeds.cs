namespace Cicada.Users;

/// <summary>The random numbers of a run's users: independent of each other, and the same again for the same seed and user number.</summary>
internal sealed class Seeds(int seed)
{
    public int Seed => seed;

    public Random For(int userNumber)
    {
        // SplitMix64's finaliser: neighbouring numbers must not give neighbouring seeds.
        var z = ((ulong)(uint)seed << 32) + ((ulong)(uint)userNumber + 1) * 0x9E3779B97F4A7C15;
        z = (z ^ (z >> 30)) * 0xBF58476D1CE4E5B9;
        z = (z ^ (z >> 27)) * 0x94D049BB133111EB;
        return new Random((int)(z ^ (z >> 31)));
    }
}
