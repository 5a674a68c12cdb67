using Cicada.Metrics;
using CsCheck;

namespace Cicada.Tests.Metrics;

public sealed class RequestKeysTests
{
    [Fact]
    public void Texts_that_say_the_same_find_the_same_key_whichever_objects_they_are() =>
        Gen.Select(Gen.Int[0, 2], Gen.Int[0, 2], Gen.Int[0, 30], Gen.Bool).Array[1, 200].Sample(calls =>
        {
            var keys = new RequestKeys(1000);
            string[] literals = [.. Enumerable.Range(0, 31).Select(i => $"n{i}")];
            var known = new Dictionary<(int, int, int), RequestKey>();

            return calls.All(call =>
            {
                var (user, type, name, isNew) = call;
                var key = keys.Get(literals[user], literals[type], isNew ? $"n{name}" : literals[name]);

                return key.UserClass == $"n{user}" && key.RequestType == $"n{type}" && key.Name == $"n{name}"
                    && ReferenceEquals(known.GetValueOrDefault((user, type, name), key), known[(user, type, name)] = key);
            });
        });

    [Fact]
    public void What_is_beyond_the_most_names_is_counted_each_time()
    {
        var keys = new RequestKeys(1);
        keys.Get("User", "GET", "/");

        Assert.All(Enumerable.Range(0, 3), _ => Assert.Equal(ErrorClass.Other, keys.Get("User", "GET", "/other").Name));
        Assert.Equal(3, keys.Capped);
    }
}
