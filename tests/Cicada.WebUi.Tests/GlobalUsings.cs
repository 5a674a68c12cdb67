global using Cicada.TestSupport;
